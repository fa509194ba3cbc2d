// Decides how many of the records that were read go into the next invocation. Pure.

/** The largest payload of an invocation. source: Lambda guide, event source mappings */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** A generous estimate of the JSON around a record's data. */
const ENVELOPE_BYTES = 800;

export interface SizedRecord {
  readonly Data?: Uint8Array | undefined;
  readonly PartitionKey?: string | undefined;
}

/** Returns how many records fit the batch size and the payload. If there are any, it returns at least one. */
export function countForBatch(records: readonly SizedRecord[], batchSize: number): number {
  let bytes = 0;
  let count = 0;
  for (const record of records.slice(0, batchSize)) {
    bytes += payloadBytes(record);
    if (count > 0 && bytes > MAX_PAYLOAD_BYTES) break;
    count += 1;
  }
  return count;
}

/** Returns true when waiting longer would not make the batch larger. */
export function isFull(records: readonly SizedRecord[], batchSize: number): boolean {
  return records.length >= batchSize || countForBatch(records, batchSize) < records.length;
}

function payloadBytes({ Data, PartitionKey }: SizedRecord): number {
  return Math.ceil((Data?.length ?? 0) / 3) * 4 + (PartitionKey?.length ?? 0) * 3 + ENVELOPE_BYTES;
}
