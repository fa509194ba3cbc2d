// The smoke test on a whole deployment: it passes, and leaves in the tables what it says it leaves.

import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeDynamoDB } from '../../adapters/clients.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { openApi } from '../../traffic/api.ts';
import { smoke } from '../../core/smoke/smoke.ts';
import { askThrough } from '../../tools/smoke/ask-through.ts';

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await runApp({ context: { shards: '1' } });
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', cloud.endpoints.dynamodb);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', cloud.credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', cloud.credentials.secretAccessKey);
}, 120_000);

afterAll(async () => {
  await cloud.close();
});

async function itemsOf(table: string): Promise<Record<string, AttributeValue>[]> {
  const client = makeDynamoDB();
  const { Items = [] } = await client.send(new ScanCommand({ TableName: cloud.outputs[table] }));
  client.destroy();
  return Items;
}

test('every step passes, and what remains is an unlike and a counter at 0', async () => {
  const api = openApi({ url: cloud.url, connections: 1 });
  await smoke({
    api: askThrough(api),
    token: undefined,
    postId: 'smoke-post',
    timeoutMs: 30_000,
    signal: AbortSignal.timeout(60_000),
    say: () => {},
    now: Date.now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  await api.close();

  expect(await itemsOf('CountersTable')).toMatchObject([
    { counter: { S: 'root#smoke-post' }, likes: { N: '0' } },
  ]);
  const [row, ...others] = await itemsOf('LikesTable');
  expect(others).toEqual([]);
  // A stamp ends with + for a like and - for an unlike.
  const stamps = Object.entries(row ?? {}).filter(([name]) => name.startsWith('v:'));
  expect(
    stamps
      .map(([, { S = '' }]) => S)
      .sort()
      .at(-1),
  ).toMatch(/-$/);
}, 90_000);
