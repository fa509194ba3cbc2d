import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkClientEventId,
  eventIdTimeMs,
  isEventId,
  MAX_EVENT_ID_AGE_MS,
  MAX_EVENT_ID_AHEAD_MS,
} from '../../../core/likes/event-id.ts';
import { eventIds } from '../arbitraries.ts';

const ID = '0190163d-8694-739b-aea5-966c26f8ad91';
const ID_TIME_MS = 0x0190163d8694;

test.each([
  ['nothing', ''],
  ['a UUIDv4', '2c1b7f7a-8f3e-4d2a-9f61-2f9d0a3c5b11'],
  ['upper case', ID.toUpperCase()],
  ['no hyphens', ID.replaceAll('-', '')],
  ['another variant', '0190163d-8694-739b-cea5-966c26f8ad91'],
  ['something behind it', `${ID}\n`],
  ['a number', 7],
])('%s is not an event id', (_, value) => {
  expect(isEventId(value)).toBe(false);
});

test('an event id carries its time in its first 48 bits (RFC 9562, 5.7)', () => {
  expect(eventIdTimeMs(ID)).toBe(ID_TIME_MS);
});

test('of two ids the later one is the greater text', () => {
  fc.assert(
    fc.property(eventIds, eventIds, (one, other) => {
      fc.pre(eventIdTimeMs(one) < eventIdTimeMs(other));
      expect(one < other).toBe(true);
    }),
  );
});

describe("a client's own id", () => {
  test.each([
    [undefined, 'now', ID_TIME_MS],
    [undefined, 'as far ahead as it may be', ID_TIME_MS - MAX_EVENT_ID_AHEAD_MS],
    ['too-far-ahead', 'a millisecond further ahead', ID_TIME_MS - MAX_EVENT_ID_AHEAD_MS - 1],
    [undefined, 'as old as it may be', ID_TIME_MS + MAX_EVENT_ID_AGE_MS],
    ['too-old', 'a millisecond older', ID_TIME_MS + MAX_EVENT_ID_AGE_MS + 1],
  ])('is %s when it is %s', (problem, _, nowMs) => {
    expect(checkClientEventId(ID, nowMs)).toBe(problem);
  });

  test('that is no UUIDv7 is refused as such', () => {
    expect(checkClientEventId('soon', ID_TIME_MS)).toBe('not-a-uuidv7');
  });
});
