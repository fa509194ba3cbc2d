// What AWS allows an account at first, and raises on request, in us-east-1 as of November 2026.

/** source: Lambda guide, quotas */
export const EXECUTIONS_AT_A_TIME = 1_000;
/** An account that is new may have no more. source: Lambda guide, quotas */
export const EXECUTIONS_OF_A_NEW_ACCOUNT = 10;
/** An account's functions take this many requests a second for each execution that it may have. source: Lambda guide, quotas */
export const REQUESTS_PER_EXECUTION = 10;

/** Also in us-west-2 and eu-west-1. source: Kinesis guide, quotas and limits; AWS General Reference, Kinesis quotas */
export const SHARDS = 20_000;
/** Some other regions have 6,000. source: as above */
export const SHARDS_ELSEWHERE = 1_000;
/** Also in us-west-2 and eu-west-1. source: Kinesis guide, quotas and limits */
export const ON_DEMAND_STREAM_BYTES_PER_SECOND = 10_000_000_000;
/** source: as above */
export const ON_DEMAND_STREAM_BYTES_PER_SECOND_ELSEWHERE = 200_000_000;

/** Write units, and as many read units, of one table or index, in either mode. source: DynamoDB guide, quotas */
export const UNITS_OF_A_TABLE = 40_000;
/** Of all provisioned tables and indexes together. source: DynamoDB guide, quotas */
export const UNITS_OF_AN_ACCOUNT = 80_000;

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
