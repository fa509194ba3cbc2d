// Fuzzes positions. They sort as their sequence numbers do, whatever their lengths. A text that is not a sequence number is refused with a
// RangeError.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { partialBatchResponse } from '../../core/stream/partial-batch.ts';
import { toPosition } from '../../core/stream/sequence-number.ts';
import { makeTarget } from './target.ts';

const numbers = fc
  .integer({ min: 0, max: 129 })
  .chain((digits) => fc.bigInt({ min: 0n, max: 10n ** BigInt(digits) - 1n }));
const written = fc
  .tuple(numbers, fc.nat({ max: 129 }))
  .map(([value, width]) => ({ value, text: String(value).padStart(width, '0') }));
const texts = fc.oneof(
  fc.string(),
  written.map(({ text }) => text),
  fc
    .tuple(numbers, fc.constantFrom('', ' ', '\n', '+', '-', '.0', 'e3', 'n', '٣', '_'))
    .map(([value, tail]) => `${value}${tail}`),
  fc.constantFrom('', '9'.repeat(129), '9'.repeat(130), '0x10', 'TRIM_HORIZON', 'NaN'),
);

export const sequenceNumbers = makeTarget(
  'sequence-numbers',
  fc.tuple(fc.array(written, { minLength: 2, maxLength: 6 }), texts),
  ([list, text]) => {
    for (const one of list) {
      for (const other of list) {
        const [a, b] = [toPosition(one.text), toPosition(other.text)];
        assert.equal(a < b, one.value < other.value);
        assert.equal(a === b, one.value === other.value);
      }
    }
    const { batchItemFailures } = partialBatchResponse(list.map((each) => each.text));
    const lowest = list.reduce((least, { value }) => (value < least ? value : least), list[0]?.value ?? 0n);
    assert.equal(BigInt(batchItemFailures[0]?.itemIdentifier ?? -1), lowest);

    if (/^[0-9]{1,129}$/.test(text)) assert.match(toPosition(text), /^\d\d[0-9a-z]+$/);
    else assert.throws(() => toPosition(text), RangeError);
  },
);
