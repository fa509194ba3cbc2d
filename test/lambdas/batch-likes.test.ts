import '../../trials/fuzz/environment.ts';
import type { Context, KinesisStreamEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import type { SetAsideRecord } from '../../core/likes/collect-batch.ts';
import { laneOf } from '../../core/stream/lane.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import type { CountUpdate } from '../../core/counters/count-update.ts';
import { CounterMemory } from '../../core/counters/counter-memory.ts';
import { BatchTooLargeError } from '../../core/likes/count-batch.ts';
import { OutOfTimeError } from '../../core/stream/out-of-time.ts';
import { makeBatchLikes } from '../../lambdas/batch-likes.ts';
import { InMemoryStore } from '../../trials/model/in-memory-store.ts';
import { splitPolicy } from '../../trials/fuzz/split-policy.ts';

const STREAM = 'arn:aws:kinesis:us-east-1:000000000000:stream/like-events';
const SHARD = 'shardId-000000000000';

interface TestRecord {
  readonly data: string;
  readonly partitionKey: string;
}

function likeEvent(userId: string, postId: string, op: LikeEvent['op'] = 'like', id = userId): LikeEvent {
  const number = Buffer.from(id).toString('hex').slice(-12).padStart(12, '0');
  return { v: 1, id: `0190163d-8694-7000-8000-${number}`, postId, userId, op };
}

function like(userId: string, postId: string, op: LikeEvent['op'] = 'like', id = userId): TestRecord {
  return { data: encodeLikeRecord([likeEvent(userId, postId, op, id)]), partitionKey: userId };
}

const MALFORMED: TestRecord = { data: 'no json', partitionKey: 'x' };

function eventOf(records: readonly TestRecord[], shardOf = (_index: number) => SHARD): KinesisStreamEvent {
  return {
    Records: records.map(({ data, partitionKey }, index) => ({
      awsRegion: 'us-east-1',
      eventID: `${shardOf(index)}:${100 + index}`,
      eventName: 'aws:kinesis:record',
      eventSource: 'aws:kinesis',
      eventSourceARN: STREAM,
      eventVersion: '1.0',
      invokeIdentityArn: 'arn:aws:iam::000000000000:role/batch-likes',
      kinesis: {
        approximateArrivalTimestamp: 0,
        data: Buffer.from(data).toString('base64'),
        kinesisSchemaVersion: '1.0',
        partitionKey,
        sequenceNumber: String(100 + index),
      },
    })),
  };
}

function contextWith(remainingMs: () => number): Context {
  return { getRemainingTimeInMillis: remainingMs } as Context;
}

/** The function with a store in memory. `refuse` makes calls of the store fail, with the error that it returns or another one. */
function setUp({
  refuse = () => false,
  remainingMs = () => 60_000,
}: {
  refuse?: (step: string) => boolean | Error;
  remainingMs?: () => number;
} = {}) {
  const store = new InMemoryStore();
  const calls: string[] = [];
  const quarantined: [lane: string, record: SetAsideRecord][] = [];
  const ports = store.portsThrough(async (moment, call, args) => {
    if (moment !== 'asks') return;
    const refused = refuse(`${call} ${JSON.stringify(args)}`);
    if (refused) throw refused === true ? new Error(`refused: ${call}`) : refused;
    calls.push(call);
  });
  const quarantine = {
    async put(lane: string, records: readonly SetAsideRecord[]) {
      if (records.length > 0 && refuse('quarantine')) throw new Error('refused: quarantine');
      quarantined.push(...records.map((record) => [lane, record] as [string, SetAsideRecord]));
    },
  };
  const published: CountUpdate[] = [];
  const updates = {
    async publish(list: readonly CountUpdate[]) {
      if (refuse('publish')) throw new Error('refused: publish');
      published.push(...list);
    },
  };
  const batchLikes = makeBatchLikes({
    ...ports,
    quarantine,
    updates,
    policy: splitPolicy,
    memory: new CounterMemory(),
    now: () => 0,
  });
  const run = (event: KinesisStreamEvent) => batchLikes(event, contextWith(remainingMs));
  return { store, calls, quarantined, published, run };
}

test('a batch is reported from the first record of a post that cannot be counted, and the post is counted when it comes again', async () => {
  let broken = true;
  const { store, run } = setUp({
    refuse: (step) => broken && step.startsWith('commit') && step.includes('"q"'),
  });
  const event = eventOf([like('ann', 'p'), like('bob', 'q'), like('cat', 'p'), like('dan', 'q')]);
  expect(await run(event)).toEqual({ batchItemFailures: [{ itemIdentifier: '101' }] });
  expect([store.count('p'), store.count('q')]).toEqual([2, 0]);
  broken = false;
  expect(await run({ Records: event.Records.slice(1) })).toEqual({ batchItemFailures: [] });
  expect([store.count('p'), store.count('q')]).toEqual([2, 2]);
});

test('a batch whose updates are not taken comes again as a whole, and then says that its counts must be read', async () => {
  let broken = true;
  const { store, published, run } = setUp({ refuse: (step) => broken && step === 'publish' });
  const event = eventOf([like('ann', 'p'), like('bob', 'p'), like('ann', 'q')]);
  expect(await run(event)).toEqual({ batchItemFailures: [{ itemIdentifier: '100' }] });
  expect([store.count('p'), store.count('q')]).toEqual([2, 1]);
  broken = false;
  expect(await run(event)).toEqual({ batchItemFailures: [] });
  expect([store.count('p'), store.count('q')]).toEqual([2, 1]);
  expect(published).toMatchObject([
    { key: 'p', whole: undefined },
    { key: 'q', whole: undefined },
  ]);
});

test('an update for each post of a batch says what its count has become', async () => {
  const { published, run } = setUp();
  await run(eventOf([like('ann', 'p'), like('bob', 'p'), like('ann', 'q')]));
  expect(published).toEqual([
    { key: 'p', whole: { count: 2, commits: 1 }, asOfMs: 0 },
    { key: 'q', whole: { count: 1, commits: 1 }, asOfMs: 0 },
  ]);
});

test('after a failure no further post is started', async () => {
  const { calls, run } = setUp({ refuse: (step) => step.includes('insertRow') });
  const records = Array.from({ length: 500 }, (_, index) => like(`user-${index}`, `post-${index}`));
  expect(await run(eventOf(records))).toEqual({ batchItemFailures: [{ itemIdentifier: '100' }] });
  expect(calls).toEqual([]);
});

test('when time runs short, the rest of the batch is left for the next invocation', async () => {
  let posts = 0;
  const { store, run } = setUp({ remainingMs: () => (++posts > 2 ? 9_000 : 60_000) });
  const event = eventOf([like('ann', 'p'), like('ann', 'q'), like('ann', 'r'), like('ann', 's')]);
  expect(await run(event)).toEqual({ batchItemFailures: [{ itemIdentifier: '102' }] });
  expect(['p', 'q', 'r', 's'].map((post) => store.count(post))).toEqual([1, 1, 0, 0]);
});

test('when there is no time for even the first record, the batch fails as a whole, so that it is halved', async () => {
  let posts = 0;
  const { store, run } = setUp({ remainingMs: () => (++posts > 1 ? 9_000 : 60_000) });
  const twoPosts = {
    data: encodeLikeRecord([likeEvent('ann', 'p1'), likeEvent('ann', 'p2')]),
    partitionKey: 'ann',
  };
  await expect(run(eventOf([twoPosts, like('ben', 'p1')]))).rejects.toThrow(BatchTooLargeError);
  expect(store.count('p1')).toBe(2);
  // A batch of one record cannot be halved, so it comes again as it is.
  posts = 0;
  expect(await run(eventOf([twoPosts]))).toEqual({ batchItemFailures: [{ itemIdentifier: '100' }] });
});

test('the batch is halved when the store throttles its first post until the time is over', async () => {
  const late = new OutOfTimeError('throttled');
  const { run } = setUp({ refuse: (step) => step.includes('slow') && late });
  await expect(run(eventOf([like('ann', 'slow'), like('bob', 'p')]))).rejects.toThrow(BatchTooLargeError);
});

test('a later post that is throttled until the time is over comes again, and the posts before it do not', async () => {
  const late = new OutOfTimeError('throttled');
  const { run } = setUp({ refuse: (step) => step.includes('slow') && late });
  expect(await run(eventOf([like('ann', 'p'), like('bob', 'slow')]))).toEqual({
    batchItemFailures: [{ itemIdentifier: '101' }],
  });
});

test('the batch is not halved when the store fails', async () => {
  const { run } = setUp({ refuse: (step) => step.startsWith('commit') });
  expect(await run(eventOf([like('ann', 'p1'), like('ben', 'p1')]))).toEqual({
    batchItemFailures: [{ itemIdentifier: '100' }],
  });
});

test('malformed records go to quarantine with their lane and the reason, and block nothing', async () => {
  const { store, quarantined, run } = setUp();
  expect(await run(eventOf([MALFORMED, like('ann', 'p'), MALFORMED]))).toEqual({ batchItemFailures: [] });
  expect(store.count('p')).toBe(1);
  expect(quarantined.map(([lane, { record, problem }]) => [lane, record.sequenceNumber, problem])).toEqual([
    [laneOf(STREAM, SHARD), '100', 'not-json'],
    [laneOf(STREAM, SHARD), '102', 'not-json'],
  ]);
});

test('when the quarantine takes nothing, nothing changes and the batch comes again', async () => {
  const { calls, run } = setUp({ refuse: (step) => step === 'quarantine' });
  await expect(run(eventOf([like('ann', 'p'), MALFORMED]))).rejects.toThrow('refused: quarantine');
  expect(calls).toEqual([]);
});

test('a batch of two shards is refused, because it would have no lane', async () => {
  const { run } = setUp();
  const event = eventOf([like('ann', 'p'), like('bob', 'p')], (index) => `shardId-00000000000${index}`);
  await expect(run(event)).rejects.toThrow(TypeError);
});

test('a thousand first likes of one post cost a thousand ledger writes, one counter write and no read', async () => {
  const { store, calls, run } = setUp();
  await run(eventOf(Array.from({ length: 1_000 }, (_, index) => like(`user-${index}`, 'hot'))));
  expect(store.count('hot')).toBe(1_000);
  expect(calls.filter((call) => call === 'insertRow')).toHaveLength(1_000);
  expect(calls.filter((call) => call !== 'insertRow')).toEqual(['commit']);
});

test('a batch that comes again changes nothing', async () => {
  const { store, calls, run } = setUp();
  const event = eventOf([like('ann', 'p'), like('ann', 'p', 'unlike', 'zzz'), like('bob', 'p')]);
  await run(event);
  await run(event);
  expect(store.count('p')).toBe(1);
  expect(calls.filter((call) => call === 'commit')).toHaveLength(1);
});
