// What one shard takes and gives a second. Tests and a scaled-down cloud set other limits.

export interface ShardLimits {
  readonly writeRecordsPerSecond: number;
  readonly writeBytesPerSecond: number;
  readonly getRecordsCallsPerSecond: number;
  readonly readBytesPerSecond: number;
}

// source: Kinesis developer guide, quotas and limits. Bytes are counted in MiB: a record of 1 MiB has to pass.
export const AWS_SHARD_LIMITS: ShardLimits = {
  writeRecordsPerSecond: 1_000,
  writeBytesPerSecond: 1024 * 1024,
  getRecordsCallsPerSecond: 5,
  readBytesPerSecond: 2 * 1024 * 1024,
};
