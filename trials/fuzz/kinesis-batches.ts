// Fuzzes a batch as the event source mapping hands it over. Each record is either counted or set aside, no record is lost, and none makes
// the function throw.

import assert from 'node:assert/strict';
import type { KinesisStreamEvent } from 'aws-lambda';
import * as fc from 'fast-check';
import { readKinesisEvent } from '../../adapters/kinesis/kinesis-event.ts';
import { collectBatch } from '../../core/likes/collect-batch.ts';
import { decodeLikeRecord, encodeLikeRecord } from '../../core/likes/like-record.ts';
import { toPosition } from '../../core/stream/sequence-number.ts';
import { bytesOf, keyTexts, likeEvents } from './arbitraries.ts';
import { mutatedBytes } from './mutated-bytes.ts';
import { makeTarget } from './target.ts';

const STREAM_ARN = 'arn:aws:kinesis:us-east-1:000000000000:stream/like-events';
const users = fc.constantFrom('ann', 'bob');
const posts = fc.constantFrom('a', 'b', '__proto__', 'constructor');

const records = fc.record({
  partitionKey: fc.oneof({ weight: 4, arbitrary: users }, keyTexts),
  data: fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(users, fc.array(fc.tuple(likeEvents, posts), { minLength: 1, maxLength: 3 }))
        .map(([userId, events]) =>
          bytesOf(encodeLikeRecord(events.map(([event, postId]) => ({ ...event, userId, postId })))),
        ),
    },
    { weight: 2, arbitrary: mutatedBytes(likeEvents.map((event) => bytesOf(encodeLikeRecord([event])))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }) },
  ),
});

const batches = fc.tuple(
  fc.bigInt({ min: 0n, max: 10n ** 120n }),
  fc.array(records, { minLength: 1, maxLength: 10 }),
);

export const kinesisBatches = makeTarget('kinesis-batches', batches, ([first, batch]) => {
  const Records = batch.map(({ partitionKey, data }, index) => ({
    eventID: `shardId-000000000007:${first + BigInt(index)}`,
    eventSourceARN: STREAM_ARN,
    kinesis: {
      sequenceNumber: String(first + BigInt(index)),
      partitionKey,
      data: Buffer.from(data).toString('base64'),
    },
  }));
  const { records: read } = readKinesisEvent({ Records } as unknown as KinesisStreamEvent);
  const { posts: counted, setAside } = collectBatch(read);

  const decoded = batch.map(({ data, partitionKey }) => decodeLikeRecord(data, partitionKey));
  const setAsideNumbers = setAside.map(({ record }) => record.sequenceNumber);
  const expected = Records.filter((_, index) => !decoded[index]?.ok).map(
    ({ kinesis }) => kinesis.sequenceNumber,
  );
  assert.deepEqual(setAsideNumbers, expected);

  const events = decoded.reduce((sum, record) => sum + (record.ok ? record.events.length : 0), 0);
  let collected = 0;
  for (const { users: people, first: from, last } of counted) {
    for (const stamps of people.values()) {
      collected += stamps.length;
      const positions = stamps.map(({ position }) => position);
      assert.deepEqual(positions, positions.toSorted());
      assert.ok(positions.every((position) => from <= position && position <= last));
    }
    assert.ok(last <= toPosition(String(first + BigInt(batch.length - 1))));
  }
  assert.equal(collected, events);
});
