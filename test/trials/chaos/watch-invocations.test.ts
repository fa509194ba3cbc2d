import { expect, test } from 'vitest';
import { encodeUpdates } from '../../../core/counters/update-record.ts';
import { makeKinesisEvent } from '../../../local/event-source-mapping/kinesis-event.ts';
import { readFaultRates } from '../../../trials/chaos/fault-rates.ts';
import { readInvocation, stageOf } from '../../../trials/chaos/invocation-reading.ts';
import { Journal } from '../../../trials/chaos/journal.ts';
import { watchInvocations } from '../../../trials/chaos/watch-invocations.ts';

const ARN = 'arn:aws:kinesis:us-east-1:000000000000:stream/likes';
const BATCH_LIKES = 'Likes-chaos-dev-Service-BatchLikesFunction7FFEA425-1';

const event = (number: number, postId: string, userId = 'ann') => ({
  v: 1,
  id: `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`,
  postId,
  userId,
  op: 'like',
});
const record = (number: number, content: object | string, PartitionKey = 'ann') => ({
  SequenceNumber: `${1_000 + number}`,
  PartitionKey,
  Data: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  ApproximateArrivalTimestamp: new Date(0),
});
const batch = (...records: ReturnType<typeof record>[]) =>
  makeKinesisEvent(records, 'shardId-000000000000', ARN);
const request = (rawPath: string, body?: object) =>
  JSON.stringify({ rawPath, ...(body && { body: JSON.stringify(body), isBase64Encoded: false }) });

function watch(faults: string) {
  const journal = new Journal(() => 0);
  const invocations = watchInvocations({ rates: readFaultRates(faults), random: () => 0, journal });
  return { journal, invocations, see: invocations.watch };
}

test('the stages are known by the names that CloudFormation gives', () => {
  expect(stageOf(BATCH_LIKES)).toBe('batch-likes');
  expect(stageOf('Likes-chaos-dev-Service-AcceptLikeFunctionAB-2')).toBe('accept-like');
  expect(stageOf('Likes-chaos-dev-Service-DrainBurstFunctionAB-2')).toBe('drain-burst');
  expect(stageOf('Likes-chaos-dev-Service-MergeBucketsFunctionAB-3')).toBe('merge-buckets');
  expect(stageOf('Likes-chaos-dev-Service-RollUpFunctionAB-3')).toBe('roll-up');
  expect(stageOf('Likes-chaos-dev-Service-BroadcastFunctionAB-3')).toBe('broadcast');
  expect(stageOf('Likes-chaos-dev-Service-AnswerViewerFunctionAB-3')).toBe('answer-viewer');
  expect(stageOf('Likes-chaos-dev-Service-ReadCountsFunctionAB-4')).toBeUndefined();
});

test('a batch makes a call for each person and post, one for each post, and one for malformed records', () => {
  const reading = readInvocation(
    'batch-likes',
    batch(
      record(1, [event(1, 'a'), event(2, 'b'), event(3, 'a')]),
      record(2, event(4, 'a', 'ben'), 'ben'),
      record(3, 'malformed'),
    ),
  );
  // ann and ben on a, ann on b; two posts; the quarantine.
  expect(reading.steps).toBe(3 + 2 + 1);
  expect(reading.posts).toEqual(['a', 'b']);
  expect(reading.records).toHaveLength(3);
});

test('a request names its posts in the path or in the body', () => {
  expect(readInvocation('accept-like', request('/v1/posts/a%20b/like')).posts).toEqual(['a b']);
  const body = { actions: [{ postId: 'a' }, { postId: 'b' }, { postId: 'a' }] };
  expect(readInvocation('accept-like', request('/v1/likes', body)).posts).toEqual(['a', 'b']);
});

test('what goes to those who look names its posts', () => {
  const update = { key: 'a', whole: undefined, asOfMs: 1 };
  const updates = batch(record(1, encodeUpdates([update, { ...update, key: 'b' }])), record(2, 'malformed'));
  expect(readInvocation('roll-up', updates)).toMatchObject({ posts: ['a', 'b'], records: [] });
  const posts = [{ postId: 'a', count: 1, asOf: '2026-01-01T00:00:00.000Z' }];
  const Records = [JSON.stringify({ v: 1, slot: 0, posts }), 'no json'].map((body) => ({ body }));
  expect(readInvocation('broadcast', JSON.stringify({ Records }))).toMatchObject({ posts: ['a'] });
  const frame = (routeKey: string, body?: string) => JSON.stringify({ requestContext: { routeKey }, body });
  expect(readInvocation('answer-viewer', frame('$connect'))).toMatchObject({ posts: [] });
  expect(
    readInvocation('answer-viewer', frame('subscribe', '{"action":"subscribe","posts":["a"]}')),
  ).toMatchObject({ posts: ['a'], description: 'subscribe' });
});

test('a batch of messages names the posts of all of them, and is put with one call', () => {
  const Records = ['a', 'b', 'a'].map((postId, index) => ({
    messageId: String(index),
    body: JSON.stringify(event(index, postId)),
    attributes: { ApproximateReceiveCount: String(1 + index) },
  }));
  const { see, journal } = watch('none');
  const payload = JSON.stringify({ Records: [...Records, { messageId: 'm', body: 'no json' }] });
  expect(readInvocation('drain-burst', payload)).toMatchObject({ steps: 1, posts: ['a', 'b'] });
  see('Likes-chaos-dev-Service-DrainBurstFunctionAB-2', payload);
  expect(Object.fromEntries(journal.events.counts)).toEqual({
    'invocations of drain-burst': 1,
    'messages received': 4,
    'messages received again': 2,
  });
});

test('deliveries beyond the first are counted by record and lane', () => {
  const { see, invocations } = watch('none');
  const [one, two, three] = [record(1, event(1, 'a')), record(2, event(2, 'a')), record(3, event(3, 'a'))];
  for (const payload of [batch(one, two, three), batch(two, three), batch(three)]) see(BATCH_LIKES, payload);
  see(BATCH_LIKES, makeKinesisEvent([one], 'shardId-000000000001', ARN));
  expect(invocations.deliveries).toEqual({ records: 4, repeated: 2, again: 3 });
});

test('a fault counts once it has happened, and is part of the story of its posts', () => {
  const { see, journal } = watch('none,batch-likes=100,killed-before=1');
  const payload = batch(record(1, event(1, 'a')));
  const first = see(BATCH_LIKES, payload);
  expect(first?.fault).toMatchObject({ kind: 'killed-before', step: 1 });
  expect(journal.faults.total).toBe(0);
  first?.ended?.({ status: 'function-error', errorType: 'Runtime.ExitError', errorMessage: '' });
  see(BATCH_LIKES, payload)?.ended?.({ status: 'timeout' });
  expect(Object.fromEntries([...journal.events.counts, ...journal.faults.counts])).toMatchObject({
    'batch-likes killed-before': 1,
  });
  expect(journal.storyOf('a').map(({ what }) => what)).toEqual([
    expect.stringMatching(/^batch-likes lane \S+-0, 1 records .*: killed-before at call 1$/),
    expect.stringMatching(/failed with Runtime.ExitError$/),
    expect.stringMatching(/killed-before at call 1$/),
    expect.stringMatching(/: timeout$/),
  ]);
  expect(journal.storyOf('b')).toEqual([]);
});

test('invocations of one shard that overlap are counted, those that follow each other are not', () => {
  const { see, journal } = watch('none');
  const done = { status: 'ok', payloadJson: 'null' } as const;
  const payload = batch(record(1, event(1, 'a')));
  see(BATCH_LIKES, payload)?.ended?.(done);
  const second = see(BATCH_LIKES, payload);
  see(BATCH_LIKES, makeKinesisEvent([record(1, event(1, 'a'))], 'shardId-000000000001', ARN));
  const overlaps = () =>
    Object.fromEntries(journal.events.counts)['invocations that overlapped on their shard'];
  expect(overlaps()).toBeUndefined();
  const third = see(BATCH_LIKES, payload);
  expect(overlaps()).toBe(1);
  second?.ended?.(done);
  third?.ended?.(done);
  see(BATCH_LIKES, payload);
  expect(overlaps()).toBe(1);
});

test('a zombie overlaps the retry as long as it stands still', () => {
  const { see, journal } = watch('none,batch-likes=100,zombie=1');
  const payload = batch(record(1, event(1, 'a')));
  see(BATCH_LIKES, payload)?.ended?.({ status: 'timeout' });
  see(BATCH_LIKES, payload);
  expect(Object.fromEntries(journal.events.counts)).toHaveProperty(
    'invocations that overlapped on their shard',
    1,
  );
});

test('functions besides the three stages are left alone', () => {
  const { see, journal } = watch('accept-like=100');
  expect(see('ReadCountsFunction', '{}')).toBeUndefined();
  expect(journal.events.counts).toEqual([]);
});
