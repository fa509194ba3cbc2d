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

// More than any machine does. An infinite rate would make a bucket's arithmetic fail.
const NO_LIMIT = 1e15;

export const NO_SHARD_LIMITS: ShardLimits = {
  writeRecordsPerSecond: NO_LIMIT,
  writeBytesPerSecond: NO_LIMIT,
  getRecordsCallsPerSecond: NO_LIMIT,
  readBytesPerSecond: NO_LIMIT,
};

/**
 * Returns AWS's limits multiplied by the scale, or none without a scale. The calls of GetRecords stay as they are: they say how
 * often a consumer may poll, and not how much it may read.
 */
export function scaleShardLimits(scale: number | undefined): ShardLimits {
  if (scale === undefined) return NO_SHARD_LIMITS;
  const { writeRecordsPerSecond, writeBytesPerSecond, readBytesPerSecond, ...calls } = AWS_SHARD_LIMITS;
  return {
    ...calls,
    writeRecordsPerSecond: writeRecordsPerSecond * scale,
    writeBytesPerSecond: writeBytesPerSecond * scale,
    readBytesPerSecond: readBytesPerSecond * scale,
  };
}
