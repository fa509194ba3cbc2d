import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeCanaryRun } from '../../../core/smoke/canary.ts';
import { SurpriseError } from '../../../core/smoke/run-step.ts';
import { askThrough } from '../../../tools/smoke/ask-through.ts';
import { type Api, openApi } from '../../../traffic/api.ts';
import { type FaultyApi, startFaultyApi } from '../../traffic/faulty-api.ts';

let server: FaultyApi;
let api: Api;
let nowMs: number;
let run: () => Promise<number>;
beforeEach(async () => {
  server = await startFaultyApi();
  nowMs = 0;
  api = openApi({ url: server.url, connections: 1, patienceMs: 1_000, now: () => nowMs, wait: pass });
  let posts = 0;
  const canary = makeCanaryRun({
    api: askThrough(api),
    newPostId: () => `post-${posts++}`,
    timeoutMs: 20_000,
    now: () => nowMs,
    wait: pass,
  });
  run = () => canary({ signal: new AbortController().signal, say: () => {} });
});
afterEach(async () => {
  await api.close();
  await server.close();
});

async function pass(ms: number) {
  nowMs += ms;
}

const posts = () => [...new Set(server.arrived.map(({ postId }) => postId))];

test('a run that fails leaves no like, and the next one is another visitor with another post', async () => {
  server.tamper = () => 0;
  await expect(run()).rejects.toBeInstanceOf(SurpriseError);
  expect(server.count('post-0')).toBe(0);
  server.tamper = (_, count) => count;
  await run();
  expect(server.issued.size).toBe(2);
  expect(posts()).toEqual(['post-0', 'post-1']);
});

test('a like that was left behind does not fail the runs that follow', async () => {
  await run();
  server.refusals.set('PUT /v1/posts', 400);
  server.refusals.set('DELETE /v1/posts', 400);
  await expect(run()).rejects.toBeInstanceOf(SurpriseError);
  server.refusals.clear();
  server.tamper = (postId, count) => (postId === 'post-0' ? 1 : count);
  await run();
});

test('runs that go well are all of one visitor, who likes one post', async () => {
  for (let times = 0; times < 3; times++) await run();
  expect(server.issued.size).toBe(1);
  expect(posts()).toEqual(['post-0']);
  expect(server.count('post-0')).toBe(0);
});

test('a run says how long its like took to be counted', async () => {
  let reads = 0;
  server.tamper = (_, count) => (count === 1 && reads++ < 6 ? 0 : count);
  expect(await run()).toBe(3_000);
});
