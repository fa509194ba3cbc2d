// What AWS charges in us-east-1, in dollars. This is the only home of prices.
// source: AWS Price List, September 2026: API Gateway, AppSync, Lambda arm64, DynamoDB on-demand; its copies of 2024-07 and 2026-05: the
// rest.
// The services' price pages, November 2026: extended retention, CloudWatch, Secrets Manager, load balancers.

export const HOURS_PER_MONTH = 730;
export const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3_600;
export const MILLION = 1_000_000;

export const PRICES = {
  httpRequest: 1.0 / MILLION,
  /** In either direction, up to 32 KB. */
  socketMessage: 1.0 / MILLION,
  socketMinute: 0.25 / MILLION,
  /** A publish, a delivery, a connect, a subscribe: each up to 5 KB. */
  eventOperation: 1.0 / MILLION,
  eventMinute: 0.08 / MILLION,
  functionRequest: 0.2 / MILLION,
  gibibyteSecond: 0.0000133334,

  shardHour: 0.015,
  /** From 24 hours to 7 days, whatever the length. */
  extendedRetentionShardHour: 0.02,
  putUnit: 0.014 / MILLION,
  onDemandStreamHour: 0.04,
  /** A record is rounded up to a KB. */
  onDemandStreamGigabyteIn: 0.08,
  onDemandStreamGigabyteOut: 0.04,
  onDemandRetentionGigabyteMonth: 0.1,

  writeUnit: 0.625 / MILLION,
  readUnit: 0.125 / MILLION,
  writeCapacityHour: 0.00065,
  readCapacityHour: 0.00013,

  edgeRequest: 1.0 / MILLION,
  edgeGigabyte: 0.085,

  queueRequest: 0.4 / MILLION,
  logGigabyte: 0.5,
  metricMonth: 0.3,
  /** Of standard resolution, for each metric that an alarm watches. */
  alarmMetricMonth: 0.1,
  dashboardMonth: 3,
  secretMonth: 0.4,
  /** Recorded. What is read of it later is a tenth of that. source: X-Ray price page */
  trace: 5.0 / MILLION,

  balancerHour: 0.0225,
  balancerUnitHour: 0.008,
} as const;

/** A PUT unit of a provisioned stream. */
export const PUT_UNIT_BYTES = 25 * 1_024;
