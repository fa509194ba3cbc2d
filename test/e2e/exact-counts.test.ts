// The whole system as it is deployed, run by the local cloud, through HTTP: what was accepted is what is counted.

import { join } from 'node:path';
import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeKinesis, makeSQS } from '../../adapters/clients.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { makeQuarantine } from '../../adapters/sqs/quarantine.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import { runApp } from '../../local/run-app.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import { readCounts } from '../../traffic/counts.ts';
import { sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors, type Visitors } from '../../traffic/visitors.ts';
import { generateWorkload } from '../../traffic/workload.ts';
import { runTool } from '../run-tool.ts';

let cloud: LocalCloud;
let api: Api;
let visitors: Visitors;

beforeAll(async () => {
  cloud = await runApp({ context: { shards: '2' } });
  api = openApi({ url: cloud.url });
  visitors = makeVisitors(api);
  vi.stubEnv('AWS_ENDPOINT_URL_KINESIS', cloud.endpoints.kinesis);
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', cloud.endpoints.sqs);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', cloud.credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', cloud.credentials.secretAccessKey);
}, 120_000);

afterAll(async () => {
  await api.close();
  await cloud.close();
});

const workload = (seed: number, options: object) =>
  generateWorkload({
    seed,
    actions: 1_500,
    posts: 200,
    users: 300,
    toggleShare: 0.3,
    repeatShare: 0.1,
    startMs: Date.now(),
    postPrefix: `post-${seed}-`,
    ...options,
  });

test.each([
  ['a long tail of posts', 1, { skew: 0.5 }, 1],
  ['one hot post', 2, { hotShare: 0.8 }, 1],
  ['batches of many actions at once', 3, { users: 20 }, 40],
])(
  '%s: every count equals the truth',
  async (_, seed, options, batchSize) => {
    const actions = workload(seed, options);
    const outcome = await sendActions(actions, { api, visitors, concurrency: 16, batchSize });
    expect(outcome.accepted).toBe(actions.length);
    const settled = await waitForCounts(api, truthOf(actions), { unchangedForMs: 15_000 });
    expect(settled).toMatchObject({ differences: [] });
    expect(settled).toHaveProperty(
      'likesCounted',
      expect.toSatisfy((likes: number) => likes > 0),
    );
  },
  120_000,
);

test('a person sees their own like, and the count says how fresh it is', async () => {
  const token = await visitors.tokenOf('reader');
  const headers = { authorization: `Bearer ${token}` };
  const path = `/v1/posts/${encodeURIComponent('a b 👍')}/like`;
  const read = async () =>
    JSON.parse((await api.call({ method: 'GET', path: `${path}s`, headers })).text) as object;
  expect(await read()).toEqual({ postId: 'a b 👍', count: 0, asOf: null, liked: false });
  expect((await api.call({ method: 'PUT', path, headers })).status).toBe(202);
  const asOf = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown;
  await vi.waitFor(
    async () => expect(await read()).toEqual({ postId: 'a b 👍', count: 1, asOf, liked: true }),
    {
      timeout: 20_000,
      interval: 200,
    },
  );
  expect((await api.call({ method: 'DELETE', path, headers })).status).toBe(202);
  await vi.waitFor(async () => expect(await read()).toMatchObject({ count: 0, liked: false }), {
    timeout: 20_000,
    interval: 200,
  });
});

test('malformed records end in quarantine, and the likes around them are counted', async () => {
  const StreamName = cloud.outputs['LikeEventsStream'] ?? '';
  const kinesis = makeKinesis();
  const malformed = [Buffer.from('malformed'), Buffer.alloc(1024 * 1024 - 64, 0x7b), Buffer.from('{"v":2}')];
  const token = await visitors.tokenOf('neighbour');
  for (const Data of malformed) {
    await kinesis.send(new PutRecordCommand({ StreamName, PartitionKey: 'malformed', Data }));
    const headers = { authorization: `Bearer ${token}` };
    await api.call({ method: 'PUT', path: `/v1/posts/near-${Data.length}/like`, headers });
  }
  const near = new Map(malformed.map(({ length }) => [`near-${length}`, 1]));
  expect(await waitForCounts(api, near, { unchangedForMs: 15_000 })).toMatchObject({ differences: [] });

  const sqs = makeSQS();
  const QueueUrl = cloud.outputs['QuarantineQueueUrl'];
  const reasons = new Map<string, string>();
  await vi.waitFor(
    async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      for (const { Body } of Messages) {
        const { sha256, reason } = JSON.parse(Body ?? '') as { sha256: string; reason: string };
        reasons.set(sha256, reason);
      }
      expect([...reasons.values()].sort()).toEqual(['newer-version', 'not-json', 'not-json']);
    },
    { timeout: 20_000, interval: 100 },
  );
  kinesis.destroy();
  sqs.destroy();
});

test('a like that an older release has set aside is counted when it is sent through again', async () => {
  const post = 'from-quarantine';
  const event = { v: 1, id: uuidv7(), postId: post, userId: 'late', op: 'like' } as const;
  const record = {
    sequenceNumber: '1',
    partitionKey: event.userId,
    data: new TextEncoder().encode(encodeLikeRecord([event])),
  };
  const sqs = makeSQS();
  const queueUrl = cloud.outputs['QuarantineQueueUrl'] ?? '';
  await makeQuarantine({ client: sqs, queueUrl }).put('lane', [{ record, problem: 'unknown-field' }]);
  sqs.destroy();
  const main = join(PROJECT_DIR, 'tools/redrive/main.ts');
  const args = ['--from', 'quarantine', '--url', cloud.url];
  const list = await runTool(main, args);
  expect(list).toMatchObject({ exitCode: 0 });
  expect(list.stdout).toMatch(/unknown-field +1 +1\n[^]*1 would be sent through again\.\n$/);
  const sent = await runTool(main, [...args, '--send']);
  expect(sent.stdout).toMatch(/1 sent through again, \d+ left in the quarantine\.\n$/);
  const settled = await waitForCounts(api, new Map([[post, 1]]), { unchangedForMs: 15_000 });
  expect(settled).toMatchObject({ differences: [] });
});

test('a forged token is refused and changes nothing', async () => {
  const [header, payload] = (await visitors.tokenOf('reader')).split('.');
  const headers = { authorization: `Bearer ${header}.${payload}.AAAA` };
  expect((await api.call({ method: 'PUT', path: '/v1/posts/forged/like', headers })).status).toBe(401);
  expect((await readCounts(api, ['forged'])).get('forged')).toBe(0);
});
