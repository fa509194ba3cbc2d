// Decides what a mapping from a queue does after an invocation. Pure.

import type { InvokeResult } from '../lambda/invoke-result.ts';
import { readBatchResponse } from './batch-response.ts';

export type Settlement =
  /** These messages are done. The others come again after their visibility timeout. */
  | { readonly type: 'delete'; readonly messageIds: ReadonlySet<string> }
  /** No message is done. All come again after their visibility timeout. */
  | { readonly type: 'leave' }
  /** Nothing ran. The same batch is tried again while its messages are invisible. */
  | { readonly type: 'try-again' };

export function settleInvocation(
  result: InvokeResult,
  messageIds: readonly string[],
  reportsItemFailures: boolean,
): Settlement {
  const response = readBatchResponse(result, messageIds, reportsItemFailures);
  if (response.type === 'throttled') return { type: 'try-again' };
  if (response.type === 'failed') return { type: 'leave' };
  const reported = new Set(response.reported);
  return { type: 'delete', messageIds: new Set(messageIds.filter((id) => !reported.has(id))) };
}
