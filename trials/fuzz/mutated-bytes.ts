// Edits valid bytes: cuts pieces out, inserts others, or replaces one with another.

import * as fc from 'fast-check';

interface Edit {
  /** Where the edit begins, in thousandths of the length. */
  readonly at: number;
  readonly remove: number;
  readonly insert: Uint8Array;
}

const INVALID_UTF8 = [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80]];

const inserts: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 4 }),
  fc.constantFrom(...INVALID_UTF8).map((bytes) => Uint8Array.from(bytes)),
  fc
    .constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\n', '\ufeff', '0', '\\u0000', '\\ud800')
    .map((text) => new TextEncoder().encode(text)),
);

const edits: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat({ max: 1_000 }),
  remove: fc.oneof(
    { weight: 3, arbitrary: fc.nat({ max: 2 }) },
    { weight: 1, arbitrary: fc.nat({ max: 200 }) },
  ),
  insert: inserts,
});

export const mutatedBytes = (good: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(good, fc.array(edits, { maxLength: 3 })).map(([bytes, list]) => list.reduce(applyEdit, bytes));

function applyEdit(bytes: Uint8Array, { at, remove, insert }: Edit): Uint8Array {
  const start = Math.floor((bytes.length * at) / 1_000);
  return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + remove)]);
}
