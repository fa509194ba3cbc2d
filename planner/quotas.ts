// What AWS allows an account at first, and raises on request, in us-east-1 as of November 2026.

/** source: Lambda guide, quotas */
export const EXECUTIONS_AT_A_TIME = 1_000;
/** An account that is new may have no more. source: Lambda guide, quotas */
export const EXECUTIONS_OF_A_NEW_ACCOUNT = 10;
/** An account's functions take this many requests a second for each execution that it may have. source: Lambda guide, quotas */
export const REQUESTS_PER_EXECUTION = 10;

/** It is 200 in most other regions, and AWS has given newer accounts more. source: Kinesis guide, quotas and limits */
export const SHARDS = 500;
/** source: Kinesis guide, quotas and limits */
export const ON_DEMAND_STREAM_BYTES_PER_SECOND = 10_000_000_000;

/** Write units, and as many read units, of one table or index, in either mode. source: DynamoDB guide, quotas */
export const UNITS_OF_A_TABLE = 40_000;

/** New WebSocket connections a second. source: API Gateway guide, WebSocket quotas */
export const NEW_CONNECTIONS_PER_SECOND = 500;
/** A connection lasts no longer. Nobody raises it. source: API Gateway guide, WebSocket quotas */
export const CONNECTION_SECONDS = 2 * 3_600;

/** source: AppSync guide, quotas of AppSync Events */
export const EVENTS = {
  connectsPerSecond: 2_000,
  publishedPerSecond: 10_000,
  deliveredPerSecond: 1_000_000,
} as const;

/** Requests a second of one CloudFront distribution. source: CloudFront guide, quotas */
export const EDGE_REQUESTS_PER_SECOND = 250_000;
