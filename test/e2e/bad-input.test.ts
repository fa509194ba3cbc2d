// What a client or a producer must not send, to the whole system: refused with the reason, and nothing of it in the stream.

import { createSecretKey, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  ListShardsCommand,
  PutRecordCommand,
} from '@aws-sdk/client-kinesis';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readKeySet } from '../../adapters/secrets-manager/key-set.ts';
import { makeVisitorKeys } from '../../adapters/secrets-manager/visitor-keys.ts';
import { makeSignVisitorToken, VISITOR_TOKEN_LIFETIME_MS } from '../../lambdas/http/visitor-token.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { runApp } from '../../local/run-app.ts';
import { makeServiceClients } from '../../local/service-clients.ts';
import { eventIdAt } from '../../trials/fuzz/fakes.ts';

let cloud: LocalCloud;
let clients: ReturnType<typeof makeServiceClients>;
let kinesis: KinesisClient;
let sqs: SQSClient;
let token: string;
let expired: string;

beforeAll(async () => {
  cloud = await runApp({ context: { shards: '1' } });
  clients = makeServiceClients(cloud.endpoints, cloud.credentials);
  ({ kinesis, sqs } = clients);
  const [, SecretId] = Object.entries(cloud.physicalIds).find(([id]) => id.startsWith('VisitorKey')) ?? [];
  const secret = await clients.secretsManager.send(new GetSecretValueCommand({ SecretId }));
  const keys = makeVisitorKeys(readKeySet(secret.SecretString ?? ''));
  const longAgo = () => Date.now() - VISITOR_TOKEN_LIFETIME_MS - 1_000;
  const sealKey = async () => createSecretKey(randomBytes(32));
  const signToken = makeSignVisitorToken({
    keys: async () => ({ value: keys, ageMs: 0 }),
    sealKey,
    now: longAgo,
  });
  ({ token: expired } = await signToken('somebody'));
}, 120_000);

/** A person of its own for each request, because the lists of one person count together. */
beforeEach(async () => {
  token = await newVisitor();
});

afterAll(async () => {
  clients?.destroy();
  await cloud?.close();
});

interface Sent {
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** Sends the target as it stands: a client with manners would put it right. */
async function send(method: string, target: string, { headers = {}, body }: Sent = {}) {
  const { hostname, port } = new URL(cloud.url);
  const request = httpRequest({ hostname, port, method, path: target, headers, agent: false });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode, type: response.headers['content-type'], body: await text(response) };
}

async function newVisitor(): Promise<string> {
  const { body } = await send('POST', '/v1/visitors');
  return (JSON.parse(body) as { token: string }).token;
}

const as = (bearer: string) => ({ authorization: `Bearer ${bearer}` });
const likes =
  (body: unknown): (() => Sent) =>
  () => ({
    headers: { ...as(token), 'content-type': 'application/json' },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
const keyed = (key: () => string) => (): Sent => ({ headers: { ...as(token), 'idempotency-key': key() } });
const nothing = (): Sent => ({});
const known = (): Sent => ({ headers: as(token) });
const forge = (): string => `${token.split('.').slice(0, 2).join('.')}.${'A'.repeat(43)}`;
const like = (postId: unknown) => ({ postId, op: 'like' });

const LIKE = '/v1/posts/a/like';
const DAY_MS = 86_400_000;

describe('a bad request is answered with a problem document', () => {
  test.each<[name: string, status: number, method: string, target: string, sent: () => Sent]>([
    ['no token', 401, 'PUT', LIKE, nothing],
    ['a forged token', 401, 'PUT', LIKE, () => ({ headers: as(forge()) })],
    ['an expired token', 401, 'PUT', LIKE, () => ({ headers: as(expired) })],
    ['a token that is none', 401, 'DELETE', LIKE, () => ({ headers: as('x') })],
    ['a forged token for a read', 401, 'GET', '/v1/posts/a/likes', () => ({ headers: as(forge()) })],
    ['malformed JSON', 400, 'POST', '/v1/likes', likes('{"actions":[')],
    [
      'JSON that is not UTF-8',
      400,
      'POST',
      '/v1/likes',
      likes(Buffer.from('{"actions":[{"postId":"a\xff","op":"like"}]}', 'latin1')),
    ],
    [
      'another type',
      415,
      'POST',
      '/v1/likes',
      () => ({ headers: { ...as(token), 'content-type': 'text/plain' }, body: '{}' }),
    ],
    ['a wrong type', 400, 'POST', '/v1/likes', likes({ actions: [like(7)] })],
    ['an unknown field', 400, 'POST', '/v1/likes', likes({ actions: [{ ...like('a'), userId: 'bob' }] })],
    ['an empty post id', 400, 'POST', '/v1/likes', likes({ actions: [like('')] })],
    ['an empty post id in the path', 400, 'PUT', '/v1/posts//like', known],
    ['a post id over 128 bytes', 400, 'PUT', `/v1/posts/${'%C3%A9'.repeat(65)}/like`, known],
    ['a control character in a post id', 400, 'PUT', '/v1/posts/a%00b/like', known],
    [
      'a lone surrogate in a post id',
      400,
      'POST',
      '/v1/likes',
      likes('{"actions":[{"postId":"\\ud800","op":"like"}]}'),
    ],
    ['dots for a post id', 400, 'PUT', '/v1/posts/../like', known],
    ['more than 100 actions', 400, 'POST', '/v1/likes', likes({ actions: Array(101).fill(like('a')) })],
    ['more than 100 posts', 400, 'GET', `/v1/likes?posts=${[...Array(101).keys()].join(',')}`, nothing],
    ['no posts', 400, 'GET', '/v1/likes', nothing],
    ['an Idempotency-Key that is no UUIDv7', 400, 'PUT', LIKE, keyed(() => crypto.randomUUID())],
    ['one more than 5 s ahead', 400, 'PUT', LIKE, keyed(() => eventIdAt(Date.now() + 30_000))],
    ['one more than a day old', 400, 'PUT', LIKE, keyed(() => eventIdAt(Date.now() - DAY_MS - 30_000))],
    ['a body over 64 KiB', 413, 'POST', '/v1/likes', likes(' '.repeat(65_537))],
    ['an unknown route', 404, 'GET', '/v1/nothing', nothing],
    ['a slash within a post id', 404, 'PUT', '/v1/posts/a%2Fb/like', known],
    ['a wrong method', 405, 'PATCH', '/v1/likes', known],
    ['a method that few know', 405, 'TRACE', '/v1/likes', known],
  ])('%s: %i', async (_, status, method, target, sent) => {
    const answer = await send(method, target, sent());
    expect(answer).toMatchObject({ status, type: 'application/problem+json' });
    expect(JSON.parse(answer.body)).toMatchObject({ status, type: 'about:blank' });
  });

  test('and nothing of all these is in the stream', async () => {
    expect(await recordsInStream()).toEqual([]);
  });
});

const streamName = () => cloud.outputs['LikeEventsStream'] ?? '';

async function recordsInStream(): Promise<string[]> {
  const StreamName = streamName();
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName }));
  const records = await Promise.all(
    Shards.map(async ({ ShardId }) => {
      const from = { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' } as const;
      const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand(from));
      return (await kinesis.send(new GetRecordsCommand({ ShardIterator }))).Records ?? [];
    }),
  );
  return records.flat().map(({ Data = new Uint8Array() }) => Buffer.from(Data).toString());
}

const PARTITION_KEY = 'malformed';
/** Kinesis counts the partition key too. */
const MAX_RECORD_BYTES = 1024 * 1024;

test('malformed records end in quarantine, each with its reason, and hold nobody up', async () => {
  const event = { v: 1, id: uuidv7(), postId: 'stolen', userId: 'ann', op: 'like' };
  const malformed: [reason: string, data: string | Buffer][] = [
    ['empty', ''],
    ['not-json', 'likes please'],
    ['not-json', Buffer.alloc(MAX_RECORD_BYTES - PARTITION_KEY.length, 0xff)],
    ['newer-version', JSON.stringify({ ...event, v: 2 })],
    ['partition-key-is-not-the-user', JSON.stringify(event)],
  ];
  for (const [, data] of malformed) {
    const record = { StreamName: streamName(), PartitionKey: PARTITION_KEY, Data: Buffer.from(data) };
    await kinesis.send(new PutRecordCommand(record));
  }
  expect((await send('PUT', '/v1/posts/behind/like', known())).status).toBe(202);
  const countOf = async (postId: string) =>
    (JSON.parse((await send('GET', `/v1/posts/${postId}/likes`)).body) as { count: number }).count;
  await vi.waitFor(async () => expect(await countOf('behind')).toBe(1), { timeout: 20_000, interval: 100 });
  expect(await countOf('stolen')).toBe(0);

  const QueueUrl = cloud.outputs['QuarantineQueueUrl'];
  const reasons = new Map<string, string>();
  await vi.waitFor(
    async () => {
      const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
      for (const { Body = '{}' } of (await sqs.send(receive)).Messages ?? []) {
        const { sequenceNumber, reason } = JSON.parse(Body) as Record<string, string>;
        reasons.set(sequenceNumber ?? '', reason ?? '');
      }
      expect([...reasons.values()].toSorted()).toEqual(malformed.map(([reason]) => reason).toSorted());
    },
    { timeout: 20_000, interval: 100 },
  );
}, 60_000);
