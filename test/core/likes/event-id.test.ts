import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkClientEventId,
  eventIdTimeMs,
  isEventId,
  MAX_EVENT_ID_AGE_MS,
  MAX_EVENT_ID_AHEAD_MS,
} from '../../../core/likes/event-id.ts';
import { eventIds } from '../../../trials/fuzz/arbitraries.ts';

const ID = '0190163d-8694-739b-aea5-966c26f8ad91';
const ID_TIME_MS = 0x0190163d8694;

test.each([
  ['an empty text', ''],
  ['a UUIDv4', '2c1b7f7a-8f3e-4d2a-9f61-2f9d0a3c5b11'],
  ['a UUIDv7 in upper case', ID.toUpperCase()],
  ['a UUIDv7 without hyphens', ID.replaceAll('-', '')],
  ['a UUIDv7 of another variant', '0190163d-8694-739b-cea5-966c26f8ad91'],
  ['a UUIDv7 with a line break behind it', `${ID}\n`],
  ['a number', 7],
])('%s is not an event id', (_, value) => {
  expect(isEventId(value)).toBe(false);
});

test('an event id carries its time in its first 48 bits (RFC 9562, 5.7)', () => {
  expect(eventIdTimeMs(ID)).toBe(ID_TIME_MS);
});

test('a later id is the greater text', () => {
  fc.assert(
    fc.property(eventIds, eventIds, (one, other) => {
      fc.pre(eventIdTimeMs(one) < eventIdTimeMs(other));
      expect(one < other).toBe(true);
    }),
  );
});

describe("a client's own id", () => {
  test.each([
    ['accepted', 'of this moment', ID_TIME_MS],
    ['accepted', 'as far ahead as it may be', ID_TIME_MS - MAX_EVENT_ID_AHEAD_MS],
    ['too-far-ahead', 'a millisecond further ahead', ID_TIME_MS - MAX_EVENT_ID_AHEAD_MS - 1],
    ['accepted', 'as old as it may be', ID_TIME_MS + MAX_EVENT_ID_AGE_MS],
    ['too-old', 'a millisecond older', ID_TIME_MS + MAX_EVENT_ID_AGE_MS + 1],
  ])('is %s when it is %s', (problem, _, nowMs) => {
    expect(checkClientEventId(ID, nowMs) ?? 'accepted').toBe(problem);
  });

  test('is refused as such when it is not a UUIDv7', () => {
    expect(checkClientEventId('soon', ID_TIME_MS)).toBe('not-a-uuidv7');
  });
});
