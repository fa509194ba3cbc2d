// Nothing is lost at the end of the retention, on the whole system: batch-likes fails until its records are too old, they go to the
// bucket, and after the repair a redrive and an audit make every count exact.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { makeServiceClients } from '../../local/service-clients.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import { sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import { generateWorkload } from '../../traffic/workload.ts';
import { startFaultProxy } from '../../trials/chaos/fault-proxy.ts';

const HOUR_MS = 3_600_000;

let cloud: LocalCloud;
let api: Api;
let clients: ReturnType<typeof makeServiceClients>;
/** How much older records are to the mappings. */
let aheadMs = 0;
/** Whether counters take no commit, while the ledger takes versions. */
let broken = false;
let refused = 0;

beforeAll(async () => {
  cloud = await runApp({
    context: { shards: '2' },
    now: () => Date.now() + aheadMs,
    wrapEndpoint: async (service, url) =>
      service === 'dynamodb'
        ? await startFaultProxy({
            service,
            url,
            pickFault: ({ body }) => {
              // The names of tables hold the logical ids. A commit of a counter adds to its likes.
              if (!broken || !/Counters/.test(body) || !/likes/.test(body)) return undefined;
              refused += 1;
              return { kind: 'throttle' };
            },
          })
        : undefined,
  });
  api = openApi({ url: cloud.url });
  clients = makeServiceClients(cloud.endpoints, cloud.credentials);
}, 180_000);

afterAll(async () => {
  clients?.destroy();
  await api?.close();
  await cloud?.close();
});

async function runTool(...args: string[]): Promise<string> {
  const tool = promisify(execFile)(process.execPath, [...args, '--url', cloud.url], { cwd: PROJECT_DIR });
  return (await tool).stdout;
}

const objects = async () =>
  (await clients.s3.send(new ListObjectsV2Command({ Bucket: cloud.outputs['LastResortBucket'] }))).KeyCount ??
  0;

test('what could not be counted before the retention ends is counted exactly later', async () => {
  const actions = generateWorkload({ seed: 7, actions: 900, posts: 20, users: 60, startMs: Date.now() });
  const visitors = makeVisitors(api);
  const [before, during, after] = [actions.slice(0, 300), actions.slice(300, 600), actions.slice(600)];
  await sendActions(before, { api, visitors });
  expect(await waitForCounts(api, truthOf(before), { unchangedForMs: 30_000 })).toMatchObject({
    differences: [],
  });

  broken = true;
  await sendActions(during, { api, visitors });
  // Versions are in the ledger, and no count includes them.
  await vi.waitFor(() => expect(refused).toBeGreaterThan(4), { timeout: 30_000, interval: 100 });
  aheadMs = 61 * HOUR_MS;
  await vi.waitFor(async () => expect(await objects()).toBeGreaterThanOrEqual(2), {
    timeout: 60_000,
    interval: 200,
  });

  broken = false;
  aheadMs = 0;
  await sendActions(after, { api, visitors });
  expect(await runTool('tools/redrive/main.ts', '--from', 's3')).toMatch(/Nothing was changed/);
  expect(await runTool('tools/redrive/main.ts', '--from', 's3', '--send', '--rate', '10000')).toMatch(
    /records sent through again, 0 objects left/,
  );
  expect(await objects()).toBe(0);
  const truth = truthOf(actions);
  // Only when the stream is read to its end, the audit sees all that the failed batches have left.
  await waitForCounts(api, truth, { unchangedForMs: 10_000 });
  expect(await runTool('tools/audit/main.ts', '--repair')).toMatch(/Exact again/);
  expect(await waitForCounts(api, truth, { unchangedForMs: 30_000 })).toMatchObject({ differences: [] });
}, 300_000);
