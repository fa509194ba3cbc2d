import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EMPTY_ITEM, ROOT_PLACE } from '../../../core/counters/counter-item.ts';
import { rootSlotOf, updateOf } from '../../../core/counters/count-update.ts';
import { decodeUpdates, encodeUpdates } from '../../../core/counters/update-record.ts';
import { bytesOf, keyTexts } from '../../../trials/fuzz/arbitraries.ts';

const AS_OF_MS = Date.UTC(2026, 10, 26);
const ITEM = { ...EMPTY_ITEM, count: 7, commits: 3 };

test('an update of a counter in one item says the count and the number of its commits', () => {
  expect(updateOf('p', { place: ROOT_PLACE, item: ITEM }, AS_OF_MS)).toEqual({
    key: 'p',
    whole: { count: 7, commits: 3 },
    asOfMs: AS_OF_MS,
  });
});

test.each([
  ['another attempt has written it', { place: ROOT_PLACE, item: undefined }],
  ['it is split', { place: ROOT_PLACE, item: { ...ITEM, split: { ...ITEM.split, buckets: 2 } } }],
  [
    'buckets are open',
    { place: ROOT_PLACE, item: { ...ITEM, split: { ...ITEM.split, open: new Set(['1.0']) } } },
  ],
  ['the item is a bucket', { place: { bucket: '1.0', floor: undefined }, item: ITEM }],
])('an update does not say the count when %s', (_, committed) => {
  expect(updateOf('p', committed, AS_OF_MS).whole).toBeUndefined();
});

const updates = fc.array(
  fc.record({
    key: keyTexts,
    whole: fc.option(fc.record({ count: fc.maxSafeInteger(), commits: fc.maxSafeNat() }), { nil: undefined }),
    asOfMs: fc.nat({ max: 253_402_300_799_999 }),
  }),
);

test('updates come out of a record as they went in', () => {
  fc.assert(
    fc.property(updates, (list) => {
      expect(decodeUpdates(bytesOf(encodeUpdates(list)))).toEqual(list);
    }),
  );
});

test.each([
  '',
  'no json',
  'null',
  '[]',
  '{"v":2,"updates":[]}',
  '{"v":1}',
  '{"v":1,"updates":[null]}',
  '{"v":1,"updates":[{"key":7,"asOfMs":7}]}',
  '{"v":1,"updates":[{"key":"","asOfMs":7}]}',
  '{"v":1,"updates":[{"key":"p","asOfMs":"yesterday"}]}',
  '{"v":1,"updates":[{"key":"p","asOfMs":-1}]}',
  '{"v":1,"updates":[{"key":"p","asOfMs":253402300800000}]}',
  '{"v":1,"updates":[{"key":"p","asOfMs":7,"whole":{"count":1.5,"commits":1}}]}',
])('the record %j is malformed', (text) => {
  expect(decodeUpdates(bytesOf(text))).toBeUndefined();
});

test('whatever the bytes are, reading them does not throw', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(() => decodeUpdates(bytes)).not.toThrow();
    }),
  );
});

test('a key has one root slot, and many keys fill all of them', () => {
  const slots = Array.from({ length: 1_000 }, (_, index) => rootSlotOf(`post-${index}`, 16));
  expect(new Set(slots)).toEqual(new Set(Array.from({ length: 16 }, (_, slot) => slot)));
  expect(rootSlotOf('post-1', 16)).toBe(slots[1]);
});
