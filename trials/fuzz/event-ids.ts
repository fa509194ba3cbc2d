// Fuzzes event ids. A client's own id is accepted only if it is a UUIDv7 in lower case, whose text sorts by its time, and only if its time
// is close enough to the present.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { UUID } from 'uuidv7';
import {
  checkClientEventId,
  eventIdTimeMs,
  isEventId,
  MAX_EVENT_ID_AGE_MS,
  MAX_EVENT_ID_AHEAD_MS,
} from '../../core/likes/event-id.ts';
import { eventIds } from './arbitraries.ts';
import { NOW_MS, eventIdAt } from './fakes.ts';
import { makeTarget } from './target.ts';

const MAX_TIME_MS = 2 ** 48 - 1;
const nearTimes = fc
  .tuple(
    fc.constantFrom(NOW_MS, NOW_MS + MAX_EVENT_ID_AHEAD_MS, NOW_MS - MAX_EVENT_ID_AGE_MS),
    fc.integer({ min: -3, max: 3 }),
  )
  .map(([around, offset]) => eventIdAt(around + offset));
const edited = fc
  .tuple(fc.oneof(eventIds, nearTimes), fc.nat({ max: 36 }), fc.nat({ max: 2 }), fc.string({ maxLength: 2 }))
  .map(([id, at, remove, insert]) => id.slice(0, at) + insert + id.slice(at + remove));
const texts = fc.oneof(
  eventIds,
  nearTimes,
  edited,
  fc.uuid(),
  fc.maxSafeNat().map((time) => eventIdAt(Math.min(time, MAX_TIME_MS))),
  fc.oneof(eventIds, nearTimes).map((id) => id.toUpperCase()),
  fc.string(),
);

export const eventIdTexts = makeTarget('event-ids', texts, (text) => {
  const problem = checkClientEventId(text, NOW_MS);
  assert.equal(isEventId(text), isCanonicalV7(text));
  if (!isEventId(text)) return assert.equal(problem, 'not-a-uuidv7');
  const aheadMs = eventIdTimeMs(text) - NOW_MS;
  const expected =
    aheadMs > MAX_EVENT_ID_AHEAD_MS
      ? 'too-far-ahead'
      : aheadMs < -MAX_EVENT_ID_AGE_MS
        ? 'too-old'
        : undefined;
  assert.equal(problem, expected);
});

/** Whether the text is a UUIDv7 in its canonical form, according to the library that makes our ids. */
function isCanonicalV7(text: string): boolean {
  try {
    const uuid = UUID.parse(text);
    return uuid.toString() === text && uuid.getVersion() === 7;
  } catch {
    return false;
  }
}
