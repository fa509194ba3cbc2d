// Fuzzes the decoder of records. Whatever a record holds, the decoder returns its events or the reason why it is malformed, and never
// throws. The events that it returns are encoded and decoded again to the same events.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { checkLikeEvent, type LikeEvent } from '../../core/likes/like-event.ts';
import { decodeLikeRecord, encodeLikeRecord, MAX_EVENTS_PER_RECORD } from '../../core/likes/like-record.ts';
import { bytesOf, keyTexts, likeEvents } from './arbitraries.ts';
import { type Member, oddObjects, oddValues } from './json-text.ts';
import { mutatedBytes } from './mutated-bytes.ts';
import { makeTarget } from './target.ts';

const FIELDS = ['id', 'op', 'postId', 'userId', 'v'];

const ownEvents: fc.Arbitrary<LikeEvent[]> = fc
  .tuple(keyTexts, fc.array(likeEvents, { minLength: 1, maxLength: 5 }))
  .map(([userId, events]) => events.map((event) => ({ ...event, userId })));
const records = ownEvents.map((events) => bytesOf(encodeLikeRecord(events)));
const members = likeEvents.map((event): Member[] =>
  Object.entries(event).map(([key, value]) => [key, JSON.stringify(value)]),
);
const objects = oddObjects(members);
const texts = fc.oneof(
  objects,
  fc.array(objects, { maxLength: 3 }).map((list) => `[${list.join(',')}]`),
  fc
    .tuple(objects, fc.integer({ min: 99, max: 102 }))
    .map(([text, times]) => `[${Array(times).fill(text).join(',')}]`),
  oddValues,
);

const data = fc.oneof(
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  { weight: 3, arbitrary: mutatedBytes(records) },
  { weight: 3, arbitrary: texts.map(bytesOf) },
);

/** The partition key is mostly the person that the record itself names. */
const inputs = fc.tuple(data, fc.option(keyTexts, { freq: 5 })).map(([bytes, partitionKey]) => {
  const named = /"userId":("(?:[^"\\]|\\.)*")/.exec(Buffer.from(bytes).toString())?.[1];
  return { data: bytes, partitionKey: partitionKey ?? readText(named) ?? 'ann' };
});

function readText(json: string | undefined): string | undefined {
  try {
    return json === undefined ? undefined : (JSON.parse(json) as string);
  } catch {
    return undefined;
  }
}

export const likeRecords = makeTarget('like-records', inputs, ({ data, partitionKey }) => {
  const decoded = decodeLikeRecord(data, partitionKey);
  if (!decoded.ok) {
    assert.match(decoded.problem, /^[a-z-]+$/);
    return;
  }
  const { events } = decoded;
  assert.ok(events.length >= 1 && events.length <= MAX_EVENTS_PER_RECORD);
  for (const event of events) {
    assert.equal(checkLikeEvent(event), undefined);
    assert.equal(Object.getPrototypeOf(event), Object.prototype);
    assert.deepEqual(Object.keys(event).toSorted(), FIELDS);
    assert.equal(event.userId, partitionKey);
  }
  const again = decodeLikeRecord(bytesOf(encodeLikeRecord(events)), partitionKey);
  assert.deepEqual(again, decoded);
});

export const encodedRecords = makeTarget('encoded-records', ownEvents, (events) => {
  const [{ userId }] = events as [LikeEvent];
  assert.deepEqual(decodeLikeRecord(bytesOf(encodeLikeRecord(events)), userId), { ok: true, events });
});
