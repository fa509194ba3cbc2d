// What operators do to a running deployment: they reshard the stream and pause the counting while likes flow, by the commands
// themselves. The counts stay exact.

import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { readSummary } from '../../tools/reshard/reshard.ts';
import type { Action } from '../../traffic/action.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import { sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors, type Visitors } from '../../traffic/visitors.ts';
import { makeServiceClients, type ServiceClients } from '../../local/service-clients.ts';
import { runTool } from '../run-tool.ts';

const POSTS = 5;
const USERS = 100;

let cloud: LocalCloud;
let clients: ServiceClients;
let api: Api;
let visitors: Visitors;
const sent: Action[] = [];

beforeAll(async () => {
  cloud = await runApp({ context: { shards: '2' } });
  clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  api = openApi({ url: cloud.url });
  visitors = makeVisitors(api);
}, 180_000);
afterAll(async () => {
  await api.close();
  clients.destroy();
  await cloud.close();
});

const run = (tool: 'reshard' | 'mapping', ...args: string[]) =>
  runTool(join(PROJECT_DIR, 'tools', tool, 'main.ts'), ['--url', cloud.url, ...args]);

const reshard = (to: number, ...more: string[]) =>
  run('reshard', '--stream', 'like-events', '--shards', String(to), ...more);

/** Likes flow until the work is done. */
async function whileLikesFlow(work: () => Promise<void>): Promise<void> {
  const done = new AbortController();
  const working = work().finally(() => done.abort());
  let index = 0;
  while (!done.signal.aborted) {
    const actions = Array.from({ length: 50 }, (): Action => {
      index++;
      const op = index % 3 === 0 ? 'unlike' : 'like';
      return { user: `user-${index % USERS}`, postId: `post-${index % POSTS}`, op, id: uuidv7() };
    });
    await sendActions(actions, { api, visitors, concurrency: 8, actionsPerSecond: 200 });
    sent.push(...actions);
  }
  await working;
}

const settled = () => waitForCounts(api, truthOf(sent), { unchangedForMs: 30_000 });
const shards = async () =>
  (await readSummary(clients.kinesis, cloud.outputs['LikeEventsStream'] ?? '')).shards;

test('without --yes a reshard changes nothing', async () => {
  const { exitCode, stdout } = await reshard(4);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/from 2 shards to 4 shards, in one call: 2 -> 4\n[^]*Nothing has changed\./);
  expect(await shards()).toBe(2);
}, 60_000);

test('the stream goes up and down while likes flow, and every count is exact', async () => {
  await whileLikesFlow(async () => {
    for (const to of [6, 1, 3]) {
      const { exitCode, stdout } = await reshard(to, '--yes');
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`like-events has ${to} shards and is active.`);
      expect(await shards()).toBe(to);
    }
  });
  expect(await settled()).toMatchObject({ differences: [] });
}, 240_000);

test('while counting is paused likes are accepted, and once it is resumed every count is exact', async () => {
  await whileLikesFlow(async () => {
    const { exitCode, stdout } = await run('mapping', '--pause', 'batch-likes');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^batch-likes is paused\. [^]*Resume it before /);
  });
  const before = cloud.readMetrics()['batch-likes'];
  const late: Action = { user: 'late', postId: 'post-0', op: 'like', id: uuidv7() };
  await sendActions([late], { api, visitors });
  sent.push(late);
  const shown = await run('mapping');
  expect(shown.stdout).toMatch(
    /^batch-likes: Disabled\. It reads arn:aws:kinesis:.*\ndrain-burst: Enabled\./,
  );
  expect(cloud.readMetrics()['batch-likes']).toEqual(before);

  expect(await run('mapping', '--resume', 'batch-likes')).toMatchObject({ exitCode: 0 });
  expect(await settled()).toMatchObject({ differences: [] });
}, 240_000);
