// What an event source mapping does after an invocation: how far it got, and how what is left is cut. Pure.

import type { InvokeResult } from '../lambda/invoke-result.ts';

/** How an invocation went, as far as the mapping is concerned. */
export type Outcome =
  /** So many records from the start are done; all of them, or those below the lowest one reported. */
  | { readonly type: 'done'; readonly count: number }
  | { readonly type: 'failed' }
  /** Nothing ran: tried again without counting as an attempt. */
  | { readonly type: 'throttled' };

/**
 * Reads the function's answer. One that is not a partial batch response, or names a record that is not in the batch, is a
 * failure of the whole batch (source: Lambda guide, reporting batch item failures).
 *
 * @param sequenceNumbers those of the batch, in order
 */
export function readOutcome(
  result: InvokeResult,
  sequenceNumbers: readonly string[],
  reportsItemFailures: boolean,
): Outcome {
  if (result.status === 'throttled') return { type: 'throttled' };
  if (result.status !== 'ok') return { type: 'failed' };
  const all: Outcome = { type: 'done', count: sequenceNumbers.length };
  if (!reportsItemFailures) return all;
  const response: unknown = JSON.parse(result.payloadJson);
  if (response === null) return all;
  if (typeof response !== 'object') return { type: 'failed' };
  const failures: unknown = (response as { batchItemFailures?: unknown }).batchItemFailures ?? [];
  if (!Array.isArray(failures)) return { type: 'failed' };
  const reported = failures.map((failure: { itemIdentifier?: string } | null) =>
    sequenceNumbers.indexOf(failure?.itemIdentifier ?? ''),
  );
  if (reported.includes(-1)) return { type: 'failed' };
  return { type: 'done', count: Math.min(sequenceNumbers.length, ...reported) };
}

/**
 * The sizes of the batches that what was read is cut into, first to last: a batch that failed is halved, its halves go one
 * after the other. None: the next batch is taken afresh, and may be longer than one that failed.
 */
export type Pieces = readonly number[];

/** The pieces after `count` of the first piece's `size` records are done. */
export function piecesAfterDone(pieces: Pieces, size: number, count: number): Pieces {
  const [, ...rest] = pieces;
  return rest.length === 0 || count === size ? rest : [size - count, ...rest];
}

/** The pieces after a batch of `size` records, the first piece, failed. */
export function piecesAfterFailure(pieces: Pieces, size: number, bisect: boolean): Pieces {
  const rest = pieces.slice(1);
  if (!bisect || size === 1) return pieces;
  const half = Math.ceil(size / 2);
  return [half, size - half, ...rest];
}
