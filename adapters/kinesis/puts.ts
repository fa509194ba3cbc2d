// The two calls of Kinesis by which records get onto a stream. The light client makes them where they are hot, and the AWS SDK makes
// them where credentials may come from anywhere (tools/redrive).

export interface PutRecordInput {
  readonly StreamName: string;
  readonly PartitionKey: string;
  readonly Data: Buffer;
}

export interface PutRecordsInput {
  readonly StreamName: string;
  readonly Records: readonly Omit<PutRecordInput, 'StreamName'>[];
}

/** The parts of the answers that matter here (source: Kinesis API reference, PutRecord and PutRecords). */
export interface PutRecordAnswer {
  readonly ShardId?: string | undefined;
  readonly SequenceNumber?: string | undefined;
}

export interface PutRecordsAnswer {
  readonly Records?: readonly PutRecordAnswer[] | undefined;
}

/**
 * Both reject with an error of the name that Kinesis gave it. `$fault` of such an error is `client` when Kinesis refused the call
 * itself, and `server` when it failed. Any other error leaves open whether the record is on the stream.
 */
export interface KinesisPuts {
  putRecord(input: PutRecordInput, signal?: AbortSignal): Promise<PutRecordAnswer>;
  putRecords(input: PutRecordsInput, signal?: AbortSignal): Promise<PutRecordsAnswer>;
}
