// What AWS allows, in us-east-1, as of November 2026. Each limit has its source beside it. Quotas that AWS raises on request are
// in quotas.ts.

/** A shard takes both at once, and small events reach the first one first. source: Kinesis guide, quotas and limits */
export const SHARD = {
  recordsPerSecond: 1_000,
  bytesPerSecond: 1_000_000,
  readBytesPerSecond: 2_000_000,
} as const;

/** One partition, and so one item. source: DynamoDB guide, burst and adaptive capacity */
export const PARTITION = { writeUnitsPerSecond: 1_000, readUnitsPerSecond: 3_000 } as const;

/** What a new on-demand table takes from its first second on. source: DynamoDB guide, on-demand capacity mode */
export const NEW_ON_DEMAND_TABLE = { writeUnitsPerSecond: 4_000, readUnitsPerSecond: 12_000 } as const;

/** A provisioned table saves what it did not use, for as many seconds. source: DynamoDB guide, burst and adaptive capacity */
export const BURST_CREDIT_SECONDS = 300;

/** A unit is a write of up to 1 KB, or a read of up to 4 KB; an eventually consistent read takes half. source: DynamoDB guide */
export const UNIT_BYTES = { write: 1_024, read: 4_096 } as const;

/** source: Lambda guide, event source mappings */
export const MAPPING = {
  batchRecords: 10_000,
  windowSeconds: 300,
  payloadBytes: 6 * 1_024 * 1_024,
  /** How often Lambda asks a shard for records. */
  pollSeconds: 1,
} as const;

/** source: SQS guide, standard queue quotas; Lambda guide, SQS mappings */
export const QUEUE = {
  messagesPerBatch: 10,
  messagesInFlight: 120_000,
  retentionDays: 14,
  leastMaximumConcurrency: 2,
  mostMaximumConcurrency: 1_000,
  /** The visibility timeout is at least this many times the timeout of the function. */
  timeoutsOfVisibility: 6,
} as const;
