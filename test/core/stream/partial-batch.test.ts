import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { partialBatchResponse } from '../../../core/stream/partial-batch.ts';

test('when nothing is unfinished, the whole batch is done', () => {
  expect(partialBatchResponse([])).toEqual({ batchItemFailures: [] });
});

test('the response reports the lowest unfinished sequence number, compared as numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 56n }), { minLength: 1 }), (numbers) => {
      const lowest = numbers.reduce((least, number) => (number < least ? number : least));
      const response = partialBatchResponse(numbers.map(String));
      expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: String(lowest) }] });
    }),
  );
});
