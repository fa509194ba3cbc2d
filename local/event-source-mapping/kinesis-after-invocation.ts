// Decides what a mapping from a stream does after an invocation: how many records are done, and how the rest is cut. Pure.

import type { InvokeResult } from '../lambda/invoke-result.ts';
import { readBatchResponse } from './batch-response.ts';

/** How an invocation went, as far as the mapping is concerned. */
export type Outcome =
  /** The first `count` records are done: all of them, or those before the lowest one that the function reported. */
  | { readonly type: 'done'; readonly count: number }
  | { readonly type: 'failed' }
  /** Nothing ran. The batch is tried again, and this does not count as an attempt. */
  | { readonly type: 'throttled' };

/**
 * Reads the function's answer. The lowest record that it reported, and all records after it, are not done.
 *
 * @param sequenceNumbers the sequence numbers of the batch, in order
 */
export function readOutcome(
  result: InvokeResult,
  sequenceNumbers: readonly string[],
  reportsItemFailures: boolean,
): Outcome {
  const response = readBatchResponse(result, sequenceNumbers, reportsItemFailures);
  if (response.type !== 'done') return response;
  const reported = response.reported.map((sequenceNumber) => sequenceNumbers.indexOf(sequenceNumber));
  return { type: 'done', count: Math.min(sequenceNumbers.length, ...reported) };
}

/**
 * The sizes of the next batches, first to last. A batch that failed is halved, and its halves are sent one after the other.
 * When there are no pieces, the next batch is formed anew, and may be longer than one that failed.
 */
export type Pieces = readonly number[];

/** Returns the pieces that are left when `count` of the first piece's `size` records are done. */
export function piecesAfterDone(pieces: Pieces, size: number, count: number): Pieces {
  const [, ...rest] = pieces;
  return rest.length === 0 || count === size ? rest : [size - count, ...rest];
}

/** Returns the pieces that are left when the first piece, a batch of `size` records, has failed. */
export function piecesAfterFailure(pieces: Pieces, size: number, bisect: boolean): Pieces {
  const rest = pieces.slice(1);
  if (!bisect || size === 1) return pieces;
  const half = Math.ceil(size / 2);
  return [half, size - half, ...rest];
}
