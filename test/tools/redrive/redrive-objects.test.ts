// The redrive of the last resort over a real bucket and a real stream.

import { CreateStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeSdkPuts } from '../../../adapters/kinesis/sdk-puts.ts';
import { makeInvocationObject, objectKey } from '../../../local/event-source-mapping/invocation-record.ts';
import { makeClosers } from '../../../local/closers.ts';
import { makeCredentials } from '../../../local/guard/credentials.ts';
import { startServers } from '../../../local/servers.ts';
import { makeServiceClients } from '../../../local/service-clients.ts';
import { openBucket } from '../../../tools/redrive/bucket.ts';
import { readKeptObject } from '../../../tools/redrive/kept-object.ts';
import { makePutAll } from '../../../tools/redrive/raw-records.ts';
import { redriveObjects, type RedriveObjectsPorts } from '../../../tools/redrive/redrive-objects.ts';
import { formatObjects } from '../../../tools/redrive/report.ts';

const closers = makeClosers();
let clients: ReturnType<typeof makeServiceClients>;
let name: string;
let runs = 0;

beforeAll(async () => {
  const credentials = makeCredentials();
  clients = makeServiceClients(await startServers({ credentials }, closers), credentials);
});
afterAll(async () => {
  clients.destroy();
  await closers.closeAll();
});
beforeEach(async () => {
  name = `run-${++runs}`;
  await clients.s3.send(new CreateBucketCommand({ Bucket: name }));
  await clients.kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
});

const NOW_MS = Date.UTC(2026, 10, 26);
const ORIGIN = {
  functionArn: 'arn:aws:lambda:us-east-1:1:function:f',
  streamArn: 'arn:aws:kinesis:us-east-1:1:stream/s',
};

async function keep(...texts: string[]): Promise<void> {
  const records = texts.map((text, index) => ({
    SequenceNumber: String(index),
    PartitionKey: 'ann',
    Data: Buffer.from(text),
    ApproximateArrivalTimestamp: new Date(NOW_MS),
  }));
  const givenUp = { shardId: 'shardId-0', condition: 'RecordAgeExceeded', records, invocations: 1 } as const;
  await keepText(JSON.stringify(makeInvocationObject(givenUp, ORIGIN, NOW_MS)));
}

const keepText = (Body: string) =>
  clients.s3.send(
    new PutObjectCommand({ Bucket: name, Key: objectKey('mapping', 'shardId-0', NOW_MS), Body }),
  );

const run = (send: boolean, changed: Partial<RedriveObjectsPorts> = {}) =>
  redriveObjects(
    {
      objects: openBucket(clients.s3, name, 2),
      putAll: makePutAll(makeSdkPuts(clients.kinesis), name),
      pace: async () => {},
      recordsPerSecond: 1_000,
      onProgress: () => {},
      ...changed,
    },
    send,
    new AbortController().signal,
  );

const objectsLeft = async () =>
  (await clients.s3.send(new ListObjectsV2Command({ Bucket: name }))).KeyCount ?? 0;

async function onStream(): Promise<string[]> {
  const shard = {
    StreamName: name,
    ShardId: 'shardId-000000000000',
    ShardIteratorType: 'TRIM_HORIZON',
  } as const;
  const { ShardIterator } = await clients.kinesis.send(new GetShardIteratorCommand(shard));
  const { Records = [] } = await clients.kinesis.send(new GetRecordsCommand({ ShardIterator }));
  return Records.map(
    ({ Data = new Uint8Array(), PartitionKey }) => `${PartitionKey} ${Buffer.from(Data).toString()}`,
  );
}

test('the list tells what is there, over several pages, and changes nothing', async () => {
  for (const text of ['a', 'b', 'c', 'd', 'e']) await keep(text);
  await keepText('something else');
  const { reasons, sent } = await run(false);
  expect(Object.fromEntries(reasons)).toEqual({
    RecordAgeExceeded: { objects: 5, records: 5 },
    'not an object of the last resort': { objects: 1, records: 0 },
  });
  expect(sent).toEqual({ objects: 0, records: 0 });
  expect(await objectsLeft()).toBe(6);
  expect(await onStream()).toEqual([]);
});

test('records go through the stream as they were, malformed ones too, and their objects leave the bucket', async () => {
  await keep('one', 'two', 'no json');
  await keep('three');
  await keepText('something else');
  expect((await run(true)).sent).toEqual({ objects: 2, records: 4 });
  expect((await onStream()).toSorted()).toEqual(['ann no json', 'ann one', 'ann three', 'ann two']);
  expect(await objectsLeft()).toBe(1);
});

test('an object stays while the stream has not taken all its records, and another run sends it again', async () => {
  await keep('one', 'two');
  const broken = () => Promise.reject(new Error('no answer'));
  await expect(run(true, { putAll: broken })).rejects.toThrow('no answer');
  expect(await objectsLeft()).toBe(1);
  expect((await run(true)).sent).toEqual({ objects: 1, records: 2 });
  expect(await objectsLeft()).toBe(0);
});

test('records that the stream throttles are sent again, and no others', async () => {
  await keep('one', 'two', 'three');
  const calls: string[][] = [];
  const putAll: RedriveObjectsPorts['putAll'] = async (records) => {
    calls.push(records.map(({ data }) => data.toString()));
    return calls.length === 1 ? [1] : [];
  };
  expect((await run(true, { putAll })).sent).toEqual({ objects: 1, records: 3 });
  expect(calls).toEqual([['one', 'two', 'three'], ['two']]);
});

test('a run that is killed between the put and the delete is repeated under the same event ids', async () => {
  await keep('one');
  const killed = { ...openBucket(clients.s3, name), delete: () => Promise.reject(new Error('killed')) };
  await expect(run(true, { objects: killed })).rejects.toThrow('killed');
  expect((await run(true)).sent).toEqual({ objects: 1, records: 1 });
  expect(await onStream()).toEqual(['ann one', 'ann one']);
});

test('no call has more records than the rate allows for a second, nor more bytes than a call takes', async () => {
  const sizes = async (recordsPerSecond: number, ...texts: string[]) => {
    await keep(...texts);
    const calls: number[] = [];
    await run(true, { recordsPerSecond, putAll: async ({ length }) => (calls.push(length), []) });
    return calls;
  };
  expect(await sizes(2, 'a', 'b', 'c', 'd', 'e')).toEqual([2, 2, 1]);
  expect(await sizes(0.5, 'a', 'b')).toEqual([1, 1]);
  expect(await sizes(10_000, ...Array<string>(501).fill('a'))).toEqual([500, 1]);
  expect(await sizes(10_000, ...Array<string>(3).fill('a'.repeat(2_000_000)))).toEqual([2, 1]);
});

test.each([
  '',
  'null',
  '{}',
  '{"requestContext":{"condition":"x"},"payload":"no json"}',
  '{"requestContext":{"condition":"x"},"payload":"{\\"Records\\":[{\\"kinesis\\":{\\"partitionKey\\":\\"a\\",\\"data\\":\\"?\\"}}]}"}',
  '{"requestContext":{"condition":"x"}}',
])('%j is no object of the last resort', (text) => {
  expect(readKeptObject(text).records).toBeUndefined();
});

test('an event that is kept as an object instead of a text is read too', () => {
  const payload = { Records: [{ kinesis: { partitionKey: 'ann', data: 'YQ==' } }] };
  expect(readKeptObject(JSON.stringify({ requestContext: { condition: 'x' }, payload }))).toEqual({
    reason: 'x',
    records: [{ partitionKey: 'ann', data: Buffer.from('a') }],
  });
});

test('the report says what was done, what is left, and that an audit must follow', () => {
  const none = { objects: 0, records: 0 };
  expect(formatObjects({ reasons: new Map(), sent: none }, true)).toBe('The last resort is empty.');
  const reasons = new Map([['RecordAgeExceeded', { objects: 2, records: 30 }]]);
  expect(formatObjects({ reasons, sent: none }, false)).toMatch(
    /RecordAgeExceeded +2 +30\n\nNothing was changed\./,
  );
  expect(formatObjects({ reasons, sent: { objects: 1, records: 10 } }, true)).toMatch(
    /10 records sent through again, 1 objects left.*\n.*audit with --repair/,
  );
});
