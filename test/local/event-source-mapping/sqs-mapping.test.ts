// A mapping from a queue of a real server: what the function gets, what is deleted, and what comes again.

import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';
import { done, failed, makeClock } from './fakes.ts';
import { type DeliveredRecord, makeQueueRig } from './queue-rig.ts';

const WAIT = { timeout: 10_000, interval: 10 };
const REPORTS = { FunctionResponseTypes: ['ReportBatchItemFailures'] };
const EMPTY = { visible: 0, invisible: 0 };

const bodiesOf = (batch: readonly DeliveredRecord[] = []) => batch.map(({ body }) => body);
const receiveCounts = (batches: readonly DeliveredRecord[][]) =>
  batches.flat().map(({ attributes }) => attributes['ApproximateReceiveCount']);
const report = (...records: (DeliveredRecord | undefined)[]): InvokeResult => ({
  status: 'ok',
  payloadJson: JSON.stringify({
    batchItemFailures: records.map((record) => ({ itemIdentifier: record?.messageId })),
  }),
});

test.each<[string, InvokeResult]>([
  ['a function error', failed],
  ['a timeout', { status: 'timeout' }],
  [
    'a response that names an unknown message',
    { status: 'ok', payloadJson: '{"batchItemFailures":[{"itemIdentifier":"x"}]}' },
  ],
])('after %s the whole batch comes again when its visibility timeout is over', async (_, result) => {
  const rig = await makeQueueRig();
  await rig.send(['one', 'two']);
  const startedAtMs = Date.now();
  const { batches } = rig.start((_records, invocation) => (invocation === 1 ? result : done), {
    properties: REPORTS,
  });
  await vi.waitFor(async () => expect(await rig.count()).toEqual(EMPTY), WAIT);
  expect(Date.now() - startedAtMs).toBeGreaterThanOrEqual(2_000);
  expect(batches.flatMap(bodiesOf).toSorted()).toEqual(['one', 'one', 'two', 'two']);
  expect(receiveCounts(batches)).toEqual(['1', '1', '2', '2']);
});

test('a message that was received as often as the redrive policy allows is in the dead-letter queue, and is not delivered again', async () => {
  const rig = await makeQueueRig();
  await rig.setMaxReceiveCount(2);
  await rig.send(['poison', 'fine']);
  const { batches } = rig.start((records) => report(...records.filter(({ body }) => body === 'poison')), {
    properties: REPORTS,
  });
  await vi.waitFor(async () => expect((await rig.count('dead')).visible).toBe(1), WAIT);
  expect(batches.flatMap(bodiesOf)).toEqual(['poison', 'fine', 'poison']);
  expect(await rig.count()).toEqual(EMPTY);
  // The count goes on over both queues, and the move is no receive. source: SQS API reference, ReceiveMessage
  expect(await rig.receiveDead()).toEqual([{ body: 'poison', receiveCount: '3' }]);
});

test('a partial batch response deletes all messages but the reported ones', async () => {
  const rig = await makeQueueRig();
  await rig.send(['a', 'b', 'c', 'd']);
  const { batches } = rig.start(
    (records, invocation) => (invocation === 1 ? report(records[1], records[3]) : done),
    { properties: REPORTS },
  );
  await vi.waitFor(async () => expect(await rig.count()).toEqual(EMPTY), WAIT);
  expect(bodiesOf(batches[0])).toEqual(['a', 'b', 'c', 'd']);
  expect(batches.slice(1).flatMap(bodiesOf).toSorted()).toEqual(['b', 'd']);
});

test('a batch that the function finished is deleted, and a message is delivered once', async () => {
  const rig = await makeQueueRig({ visibilityTimeoutSeconds: 30 });
  const sent = Array.from({ length: 57 }, (_, n) => String(n));
  const { batches } = rig.start(() => done);
  await rig.send(sent);
  await vi.waitFor(() => expect(batches.flat()).toHaveLength(57), WAIT);
  await vi.waitFor(async () => expect(await rig.count()).toEqual(EMPTY), WAIT);
  expect(batches.flatMap(bodiesOf).toSorted()).toEqual(sent.toSorted());
  expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(10);
});

test('the event is what Lambda sends', async () => {
  const rig = await makeQueueRig();
  const sentAtMs = Date.now();
  const { batches } = rig.start(() => done);
  await rig.send(['{"text":"é"}'], {
    kind: { DataType: 'String', StringValue: 'like' },
    bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
  });
  await vi.waitFor(() => expect(batches).toHaveLength(1), WAIT);
  const [record] = batches[0] ?? [];
  const isUuid = expect.stringMatching(/^[0-9a-f-]{36}$/) as string;
  expect(record).toEqual({
    messageId: isUuid,
    receiptHandle: isUuid,
    body: '{"text":"é"}',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: expect.stringMatching(/^\d{13}$/) as string,
      SenderId: '000000000000',
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/) as string,
    },
    messageAttributes: {
      kind: { stringValue: 'like', stringListValues: [], binaryListValues: [], dataType: 'String' },
      bytes: { binaryValue: 'AP8=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
    },
    md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    md5OfBody: createHash('md5').update('{"text":"é"}').digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:likes',
    awsRegion: 'us-east-1',
  });
  expect(Number(record?.attributes['SentTimestamp'])).toBeGreaterThanOrEqual(sentAtMs);
});

test('a window gathers more messages than one receive returns', async () => {
  const rig = await makeQueueRig({ visibilityTimeoutSeconds: 30 });
  await rig.send(Array.from({ length: 35 }, (_, n) => String(n)));
  const { batches } = rig.start(() => done, {
    properties: { BatchSize: 100, MaximumBatchingWindowInSeconds: 1 },
    machineConcurrency: 1,
    clock: makeClock(),
  });
  await vi.waitFor(() => expect(batches).toHaveLength(1), WAIT);
  expect(batches[0]).toHaveLength(35);
});

test('a throttled invocation is tried again with the same receive, until the messages are visible to others', async () => {
  const rig = await makeQueueRig({ visibilityTimeoutSeconds: 30 });
  await rig.send(['one']);
  const clock = makeClock();
  const startedAtMs = clock.now();
  const { batches } = rig.start(() => ({ status: 'throttled' }), { machineConcurrency: 1, clock });
  await vi.waitFor(() => expect(clock.now() - startedAtMs).toBeGreaterThanOrEqual(30_000), WAIT);
  // The waits grow to 5 s with jitter, so that 30 s hold some ten tries.
  expect(batches.length).toBeGreaterThan(5);
  expect(batches.length).toBeLessThan(100);
  expect(new Set(batches.flat().map(({ receiptHandle }) => receiptHandle)).size).toBe(1);
  expect(await rig.count()).toEqual({ visible: 0, invisible: 1 });
});

test('a batch that was throttled and then succeeds is deleted, and was received once', async () => {
  const rig = await makeQueueRig({ visibilityTimeoutSeconds: 30 });
  await rig.send(['one']);
  const answer = (_: unknown, invocation: number): InvokeResult =>
    invocation < 4 ? { status: 'throttled' } : done;
  const { batches } = rig.start(answer, { clock: makeClock() });
  await vi.waitFor(async () => expect(await rig.count()).toEqual(EMPTY), WAIT);
  expect(receiveCounts(batches)).toEqual(['1', '1', '1', '1']);
});
