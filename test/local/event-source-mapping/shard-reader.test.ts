import { expect, test } from 'vitest';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';
import { ARRIVED_MS, done, failed, failedAt, recordsFrom, run } from './fakes.ts';

test('a failed batch is sent again whole, until it succeeds', async () => {
  const { batches } = await run([recordsFrom(1, 4)], (_, invocation) => (invocation < 4 ? failed : done));
  expect(batches).toEqual([
    [1, 4],
    [1, 4],
    [1, 4],
    [1, 4],
  ]);
});

test('with bisect a failed batch is sent again in halves, in order, and no record is skipped', async () => {
  const { batches } = await run(
    [recordsFrom(1, 8)],
    (batch) => (batch.includes(3) && batch.length > 1 ? failed : done),
    {
      BisectBatchOnFunctionError: true,
    },
  );
  expect(batches).toEqual([
    [1, 8],
    [1, 4],
    [1, 2],
    [3, 4],
    [3, 3],
    [4, 4],
    [5, 8],
  ]);
});

test('a cut of a batch does not count as one of its retries', async () => {
  const { batches, givenUp } = await run(
    [recordsFrom(1, 4)],
    (batch) => (batch.includes(1) ? failed : done),
    {
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 2,
    },
  );
  expect(batches).toEqual([
    [1, 4],
    [1, 2],
    [1, 1],
    [1, 1],
    [1, 1],
    [2, 2],
    [3, 4],
  ]);
  expect(givenUp).toMatchObject([
    { condition: 'RetryAttemptsExhausted', records: recordsFrom(1, 1), invocations: 5 },
  ]);
});

test('the lowest reported record and all records after it are sent again', async () => {
  const { batches, checkpoints } = await run([recordsFrom(1, 6)], (_, invocation) =>
    invocation === 1 ? failedAt(4) : done,
  );
  expect(batches).toEqual([
    [1, 6],
    [4, 6],
  ]);
  expect(checkpoints.load('shardId-000000000000')).toEqual({ sequenceNumber: undefined, ended: true });
});

test('a batch that is sent again may have grown', async () => {
  const pages = [recordsFrom(1, 3), [], [], [], [], recordsFrom(4, 3)];
  const { batches } = await run(pages, (_, invocation) => (invocation === 1 ? failedAt(2) : done), {
    MaximumBatchingWindowInSeconds: 1,
  });
  expect(batches[0]).toEqual([1, 3]);
  expect(batches[1]).toEqual([2, 6]);
});

test('a response that reports the first record is tried again from there', async () => {
  const { batches } = await run([recordsFrom(1, 2)], (_, invocation) =>
    invocation < 3 ? failedAt(1) : done,
  );
  expect(batches).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
});

test('a throttled invocation is tried again, and never counts as an attempt', async () => {
  const { batches, givenUp } = await run(
    [recordsFrom(1, 2)],
    (_, invocation) => (invocation < 20 ? { status: 'throttled' } : done),
    { MaximumRetryAttempts: 0, BisectBatchOnFunctionError: true },
  );
  expect(batches).toHaveLength(20);
  expect(givenUp).toEqual([]);
});

test('after its last attempt a batch is given up and reported to the destination, and the next batch goes on', async () => {
  const { batches, givenUp } = await run(
    [recordsFrom(1, 2), recordsFrom(3, 2)],
    (batch) => (batch[0] === 1 ? failed : done),
    {
      MaximumRetryAttempts: 2,
      BatchSize: 2,
    },
  );
  expect(batches).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
    [3, 4],
  ]);
  expect(givenUp).toEqual([
    {
      shardId: 'shardId-000000000000',
      condition: 'RetryAttemptsExhausted',
      records: recordsFrom(1, 2),
      invocations: 3,
    },
  ]);
});

test.each<[string, (batch: number[]) => InvokeResult]>([
  ['fails', () => failed],
  ['reports all of them as unfinished', ([first = 0]) => failedAt(first)],
  ['cannot be invoked', () => ({ status: 'throttled' })],
])('records that are too old are given up when the function %s', async (_, answer) => {
  const { givenUp, clock } = await run([recordsFrom(1, 3)], answer, { MaximumRecordAgeInSeconds: 60 });
  expect(givenUp).toMatchObject([{ condition: 'RecordAgeExceeded', records: recordsFrom(1, 3) }]);
  expect(clock.now()).toBeGreaterThan(ARRIVED_MS + 60_000);
});

test('only the records that are too old are given up, without an invocation, and the rest of the batch goes on', async () => {
  const longAgo = { ApproximateArrivalTimestamp: new Date(ARRIVED_MS - 61_000) };
  const old = recordsFrom(1, 2).map((record) => ({ ...record, ...longAgo }));
  const { batches, givenUp } = await run([[...old, ...recordsFrom(3, 2)]], () => done, {
    MaximumRecordAgeInSeconds: 60,
  });
  expect(givenUp).toMatchObject([{ condition: 'RecordAgeExceeded', records: old, invocations: 0 }]);
  expect(batches).toEqual([[3, 4]]);
});

test('records are not given up while the destination does not answer', async () => {
  const onGivenUp = () => Promise.reject(new Error('no answer'));
  const reading = run([recordsFrom(1, 1)], () => failed, { MaximumRetryAttempts: 0 }, onGivenUp);
  await expect(reading).rejects.toThrow('no answer');
});

test('a batch is invoked when it is full, however long its window is', async () => {
  const pages = Array.from({ length: 5 }, (_, index) => recordsFrom(1 + index * 10, 10));
  const { batches } = await run(pages, () => done, { BatchSize: 20, MaximumBatchingWindowInSeconds: 300 });
  expect(batches).toEqual([
    [1, 20],
    [21, 40],
    [41, 50],
  ]);
});

test('a batch that is not full is invoked when its window is over, and the window opens with its first record', async () => {
  const pages = [
    [],
    [],
    [],
    [],
    [],
    [],
    recordsFrom(1, 1),
    recordsFrom(2, 1),
    [],
    [],
    [],
    [],
    recordsFrom(3, 1),
  ];
  const { batches } = await run(pages, () => done, { MaximumBatchingWindowInSeconds: 1 });
  expect(batches).toEqual([
    [1, 2],
    [3, 3],
  ]);
});

test('without a window a batch holds the records of one poll', async () => {
  const { batches } = await run([recordsFrom(1, 3), recordsFrom(4, 1)], () => done);
  expect(batches).toEqual([
    [1, 3],
    [4, 4],
  ]);
});

test('a batch stays within the payload of an invocation', async () => {
  const { batches } = await run([recordsFrom(1, 10, 1024 * 1024)], () => done, { BatchSize: 100 });
  expect(batches).toEqual([
    [1, 4],
    [5, 8],
    [9, 10],
  ]);
});

test('the event is what Lambda sends', async () => {
  const { events } = await run([recordsFrom(7, 1, 2)], () => done);
  expect(JSON.parse(events[0] ?? '')).toEqual({
    Records: [
      {
        kinesis: {
          kinesisSchemaVersion: '1.0',
          partitionKey: 'key',
          sequenceNumber: '7',
          data: 'AAA=',
          approximateArrivalTimestamp: ARRIVED_MS / 1_000,
        },
        eventSource: 'aws:kinesis',
        eventVersion: '1.0',
        eventID: 'shardId-000000000000:7',
        eventName: 'aws:kinesis:record',
        invokeIdentityArn: 'arn:aws:iam::000000000000:role/local',
        awsRegion: 'us-east-1',
        eventSourceARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/s',
      },
    ],
  });
});
