// Totals, timeline and trends agree with the exact counts, on posts that are all split, although roll-up is killed again and again.

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { keyOf } from '../../adapters/dynamodb/counter-item.ts';
import { makeReadItems } from '../../adapters/dynamodb/read-items.ts';
import { readTotal } from '../../adapters/dynamodb/totals.ts';
import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { makeServiceClients, type ServiceClients } from '../../local/service-clients.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import { sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors, type Visitors } from '../../traffic/visitors.ts';

const LIKES = { most: 130, some: 110, few: 20 };
/** Each of the first invocations is killed, at an earlier or a later request. */
const KILLS = 8;

let cloud: LocalCloud;
let clients: ServiceClients;
let api: Api;
let visitors: Visitors;
let killed = 0;

beforeAll(async () => {
  cloud = await runApp({
    context: { scenario: 'split-all', shards: '2' },
    watchInvocation(name) {
      if (!name.toLowerCase().includes('rollup') || killed >= KILLS) return undefined;
      killed++;
      return { fault: { kind: killed % 2 ? 'killed-after' : 'killed-before', step: killed, freezeMs: 0 } };
    },
  });
  clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  api = openApi({ url: cloud.url });
  visitors = makeVisitors(api);
}, 180_000);

afterAll(async () => {
  await api.close();
  clients.destroy();
  await cloud.close();
});

async function get(path: string): Promise<unknown> {
  const { status, text } = await api.call({ method: 'GET', path });
  expect(status).toBe(200);
  return JSON.parse(text);
}

const soon = { timeout: 60_000, interval: 1_000 };

test('totals, the last minute and the trends are the exact counts once all is quiet', async () => {
  const truth = new Map(Object.entries(LIKES));
  const actions = Object.entries(LIKES).flatMap(([postId, likes]) =>
    Array.from({ length: likes }, (_, index) => ({
      user: `user-${index}`,
      postId,
      op: 'like' as const,
      id: uuidv7(),
    })),
  );
  expect(truthOf(actions)).toEqual(truth);
  await sendActions(actions, { api, visitors, concurrency: 16 });
  expect(await waitForCounts(api, truth, { unchangedForMs: 30_000 })).toMatchObject({ differences: [] });

  const posts = Object.keys(LIKES);
  const readItems = makeReadItems(clients.dynamodb);
  await vi.waitFor(async () => {
    const keys = posts.map((postId) => keyOf(postId, ROOT_BUCKET));
    const roots = await readItems(cloud.outputs['CountersTable'] ?? '', keys, {
      consistent: true,
      signal: undefined,
    });
    const totals = roots.map((root) => readTotal(root)?.count ?? 0);
    expect(totals.toSorted((one, other) => other - one)).toEqual([130, 110, 20]);
  }, soon);
  expect(killed).toBe(KILLS);

  const lastPoint = async (postId: string) => {
    const { points } = (await get(`/v1/posts/${postId}/timeline`)) as { points: { count: number | null }[] };
    return points.at(-1)?.count;
  };
  await vi.waitFor(async () => {
    // A post of fewer than 100 likes has no timeline.
    expect(await Promise.all(posts.map(lastPoint))).toEqual([130, 110, null]);
  }, soon);

  let later = 0;
  await vi.waitFor(async () => {
    // What a slot lacks is written with a later batch, 15 s after its last write at the earliest.
    const token = await visitors.tokenOf(`later-${later++}`);
    const headers = { authorization: `Bearer ${token}` };
    await api.call({ method: 'PUT', path: '/v1/posts/later/like', headers });
    const { posts: trending } = (await get('/v1/trending?limit=3')) as { posts: object[] };
    expect(trending).toEqual([
      { postId: 'most', count: 130, likes: 130 },
      { postId: 'some', count: 110, likes: 110 },
      expect.objectContaining({ postId: expect.stringMatching('few|later') as unknown }),
    ]);
  }, soon);
}, 300_000);
