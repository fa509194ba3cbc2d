// The answer to an event source mapping with ReportBatchItemFailures: the lowest sequence number that could not be finished. All
// records from there on come again. Those that were finished are recognised by their mark.

import { type Position, toPosition } from './sequence-number.ts';

export interface PartialBatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** @param unfinished the sequence numbers that could not be finished, in any order. It is empty when all is done. */
export function partialBatchResponse(unfinished: Iterable<string>): PartialBatchResponse {
  let lowest: { sequenceNumber: string; position: Position } | undefined;
  for (const sequenceNumber of unfinished) {
    const position = toPosition(sequenceNumber);
    if (!lowest || position < lowest.position) lowest = { sequenceNumber, position };
  }
  return { batchItemFailures: lowest ? [{ itemIdentifier: lowest.sequenceNumber }] : [] };
}
