// Reads what a function answers to a batch. Streams and queues read it in the same way. Pure.

import type { InvokeResult } from '../lambda/invoke-result.ts';

export type BatchResponse =
  /** The function has finished the batch, except for the items that it reported. */
  | { readonly type: 'done'; readonly reported: readonly string[] }
  | { readonly type: 'failed' }
  /** Nothing ran. */
  | { readonly type: 'throttled' };

const FAILED: BatchResponse = { type: 'failed' };

/**
 * The whole batch fails if the answer is not a partial batch response, or names an item that is not in the batch. No answer
 * and an empty list are a success. source: Lambda guide, partial batch responses of SQS and of Kinesis
 *
 * @param itemIds the sequence numbers or message ids of the batch
 */
export function readBatchResponse(
  result: InvokeResult,
  itemIds: readonly string[],
  reportsItemFailures: boolean,
): BatchResponse {
  if (result.status === 'throttled') return { type: 'throttled' };
  if (result.status !== 'ok') return FAILED;
  if (!reportsItemFailures) return { type: 'done', reported: [] };
  const response: unknown = JSON.parse(result.payloadJson);
  if (response === null) return { type: 'done', reported: [] };
  if (typeof response !== 'object') return FAILED;
  const failures: unknown = (response as { batchItemFailures?: unknown }).batchItemFailures ?? [];
  if (!Array.isArray(failures)) return FAILED;
  const reported = failures.map(
    (failure: { itemIdentifier?: string } | null) => failure?.itemIdentifier ?? '',
  );
  const inBatch = new Set(itemIds);
  return reported.every((id) => inBatch.has(id)) ? { type: 'done', reported } : FAILED;
}
