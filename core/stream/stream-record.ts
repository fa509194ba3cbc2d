// A record of the stream, as a lane reads it.

export interface StreamRecord {
  /** Decimal, at most 129 digits, ascending within a shard. */
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  readonly data: Uint8Array;
}
