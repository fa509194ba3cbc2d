import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Pieces,
  piecesAfterDone,
  piecesAfterFailure,
  readOutcome,
} from '../../../local/event-source-mapping/kinesis-after-invocation.ts';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';

const BATCH = ['10', '11', '12'];
const ok = (payloadJson: string): InvokeResult => ({ status: 'ok', payloadJson });
const report = (...ids: unknown[]) =>
  ok(JSON.stringify({ batchItemFailures: ids.map((id) => ({ itemIdentifier: id })) }));

describe('a partial batch response', () => {
  test.each<[string, InvokeResult, object]>([
    ['without failures is all done', report(), { type: 'done', count: 3 }],
    ['that is null is all done', ok('null'), { type: 'done', count: 3 }],
    ['without the list is all done', ok('{}'), { type: 'done', count: 3 }],
    ['is done below the lowest sequence number', report('12', '11'), { type: 'done', count: 1 }],
    ['that names the first record has nothing done', report('10'), { type: 'done', count: 0 }],
    ['that names a record of another batch fails', report('11', '99'), { type: 'failed' }],
    ['with an empty identifier fails', report(''), { type: 'failed' }],
    ['with a null identifier fails', report(null), { type: 'failed' }],
    ['that is text fails', ok('"done"'), { type: 'failed' }],
    ['whose list is not a list fails', ok('{"batchItemFailures":7}'), { type: 'failed' }],
    [
      'of a function that failed fails',
      { status: 'function-error', errorType: 'E', errorMessage: '' },
      { type: 'failed' },
    ],
    ['of a function that timed out fails', { status: 'timeout' }, { type: 'failed' }],
    ['of a throttled invocation is throttled', { status: 'throttled' }, { type: 'throttled' }],
  ])('%s', (_, result, outcome) => {
    expect(readOutcome(result, BATCH, true)).toEqual(outcome);
  });

  test('is not read when the mapping does not ask for one', () => {
    expect(readOutcome(report('10'), BATCH, false)).toEqual({ type: 'done', count: 3 });
  });
});

test('the pieces of a bisected batch are never empty, and add up to the records that are left while there are any pieces', () => {
  const steps = fc.array(fc.oneof(fc.constant('fail' as const), fc.nat(50)), { maxLength: 200 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), steps, (size, outcomes) => {
      let pieces: Pieces = [];
      let left = size;
      for (const outcome of outcomes) {
        const first: number = pieces[0] ?? left;
        if (outcome === 'fail') {
          pieces = piecesAfterFailure(pieces, first, true);
        } else {
          const done = Math.min(outcome, first);
          if (done === 0) continue;
          pieces = piecesAfterDone(pieces, first, done);
          left -= done;
        }
        const sum = pieces.reduce((total, piece) => total + piece, 0);
        expect(pieces.every((piece) => piece > 0)).toBe(true);
        expect(sum === left || sum === 0).toBe(true);
        if (left === 0) return;
      }
    }),
  );
});

test('without bisect a failed batch stays whole', () => {
  expect(piecesAfterFailure([], 8, false)).toEqual([]);
});
