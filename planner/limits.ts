// What AWS allows and nobody raises, as of November 2026. Each limit has its source beside it. quotas.ts has those that AWS raises.

/** A shard takes both at once, and small events reach the first one first. source: Kinesis guide, quotas and limits */
export const SHARD = { recordsPerSecond: 1_000, bytesPerSecond: 1_000_000 } as const;

/** A new on-demand stream takes this, and later twice the peak of the last 15 minutes. source: Kinesis guide, on-demand mode */
export const NEW_ON_DEMAND_STREAM = { recordsPerSecond: 4_000, bytesPerSecond: 4_000_000 } as const;

/** One partition, and so one item. source: DynamoDB guide, burst and adaptive capacity */
export const PARTITION = { writeUnitsPerSecond: 1_000, readUnitsPerSecond: 3_000 } as const;

/** What a new on-demand table takes from its first second on. source: DynamoDB guide, on-demand capacity mode */
export const NEW_ON_DEMAND_TABLE = { writeUnitsPerSecond: 4_000, readUnitsPerSecond: 12_000 } as const;

/** A provisioned table saves what it did not use, for as many seconds. source: DynamoDB guide, burst and adaptive capacity */
export const BURST_CREDIT_SECONDS = 300;

/** source: DynamoDB guide, constraints; API reference, BatchGetItem */
export const ITEM_BYTES = 400 * 1_024;
export const BATCH_GET_KEYS = 100;

/** source: Lambda guide, event source mappings */
export const MAPPING = {
  batchRecords: 10_000,
  windowSeconds: 300,
  payloadBytes: 6 * 1_024 * 1_024,
  /** The greatest MaximumRecordAgeInSeconds. source: Lambda API reference, CreateEventSourceMapping */
  recordAgeSeconds: 604_800,
  /** How often Lambda asks a shard for records. */
  pollSeconds: 1,
} as const;

/** How many executions a function may gain in ten seconds. source: Lambda guide, scaling behavior */
export const EXECUTIONS_GAINED_IN_TEN_SECONDS = 1_000;

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
