import { describe, expect, test } from 'vitest';
import {
  type Settlement,
  settleInvocation,
} from '../../../local/event-source-mapping/sqs-after-invocation.ts';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';

const BATCH = ['a', 'b', 'c'];
const ok = (payloadJson: string): InvokeResult => ({ status: 'ok', payloadJson });
const report = (...ids: unknown[]) =>
  ok(JSON.stringify({ batchItemFailures: ids.map((id) => ({ itemIdentifier: id })) }));
const deletes = (...ids: string[]): Settlement => ({ type: 'delete', messageIds: new Set(ids) });
const LEAVE: Settlement = { type: 'leave' };

describe('a partial batch response', () => {
  test.each<[string, InvokeResult, Settlement]>([
    ['without failures deletes the batch', report(), deletes('a', 'b', 'c')],
    ['that is null deletes the batch', ok('null'), deletes('a', 'b', 'c')],
    ['whose list is null deletes the batch', ok('{"batchItemFailures":null}'), deletes('a', 'b', 'c')],
    ['deletes all but the reported messages', report('b'), deletes('a', 'c')],
    ['that reports all messages deletes none', report('c', 'a', 'b'), deletes()],
    ['that names a message of another batch leaves the batch', report('b', 'x'), LEAVE],
    ['with an empty identifier leaves the batch', report(''), LEAVE],
    ['with a null identifier leaves the batch', report(null), LEAVE],
    ['with a number as identifier leaves the batch', report(7), LEAVE],
    ['with another key leaves the batch', ok('{"batchItemFailures":[{"messageId":"a"}]}'), LEAVE],
    ['that is text leaves the batch', ok('"done"'), LEAVE],
    ['whose list is not a list leaves the batch', ok('{"batchItemFailures":7}'), LEAVE],
    [
      'of a function that failed leaves the batch',
      { status: 'function-error', errorType: 'E', errorMessage: '' },
      LEAVE,
    ],
    ['of a function that timed out leaves the batch', { status: 'timeout' }, LEAVE],
    ['of a throttled invocation is tried again', { status: 'throttled' }, { type: 'try-again' }],
  ])('%s', (_, result, settlement) => {
    expect(settleInvocation(result, BATCH, true)).toEqual(settlement);
  });
});

test('without ReportBatchItemFailures any answer deletes the batch', () => {
  expect(settleInvocation(report('b'), BATCH, false)).toEqual(deletes('a', 'b', 'c'));
});
