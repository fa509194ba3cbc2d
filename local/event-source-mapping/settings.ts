// Reads the properties of AWS::Lambda::EventSourceMapping for a stream. A property that is not supported is an error, and is
// never ignored.

import type { JsonObject } from '../template/template.ts';

/** Units are those of CloudFormation: records and seconds. -1 means that there is no limit. */
export interface MappingSettings {
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly bisect: boolean;
  readonly maxRetryAttempts: number;
  readonly maxRecordAgeSeconds: number;
  readonly reportsItemFailures: boolean;
  /** ARN of the SQS queue that gets a message about records that are given up. */
  readonly onFailureArn: string | undefined;
}

/** Thrown for a property or value that the local cloud cannot honour. */
export class UnsupportedSettingError extends Error {
  override readonly name = 'UnsupportedSettingError';
}

/** Properties that are not read here. The caller handles them, or they have no effect. */
const ELSEWHERE = new Set(['EventSourceArn', 'FunctionName', 'Tags', 'Enabled']);

/** Throws an UnsupportedSettingError that names the property. Defaults are those of the CloudFormation reference. */
export function readMappingSettings(properties: JsonObject): MappingSettings {
  const rest = new Map(Object.entries(properties));
  const take = (name: string): unknown => {
    const value = rest.get(name);
    rest.delete(name);
    return value;
  };
  const takeNumber = (name: string, fallback: number, min: number, max: number): number => {
    const value = Number(take(name) ?? fallback);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new UnsupportedSettingError(`property ${name} must be a whole number from ${min} to ${max}`);
  };

  const settings: MappingSettings = {
    batchSize: takeNumber('BatchSize', 100, 1, 10_000),
    batchWindowSeconds: takeNumber('MaximumBatchingWindowInSeconds', 0, 0, 300),
    startingPosition: readStartingPosition(take('StartingPosition')),
    bisect: [true, 'true'].includes(take('BisectBatchOnFunctionError') as boolean | string),
    maxRetryAttempts: takeNumber('MaximumRetryAttempts', -1, -1, 10_000),
    maxRecordAgeSeconds: checkRecordAge(takeNumber('MaximumRecordAgeInSeconds', -1, -1, 604_800)),
    reportsItemFailures: readResponseTypes(take('FunctionResponseTypes')),
    onFailureArn: readOnFailure(take('DestinationConfig')),
  };
  takeNumber('ParallelizationFactor', 1, 1, 1);
  for (const name of rest.keys()) {
    if (!ELSEWHERE.has(name)) throw new UnsupportedSettingError(`property ${name} is not supported`);
  }
  return settings;
}

/** source: Lambda API, CreateEventSourceMapping: 0 to 59 are within the range and not allowed */
function checkRecordAge(seconds: number): number {
  if (seconds === -1 || seconds >= 60) return seconds;
  throw new UnsupportedSettingError('property MaximumRecordAgeInSeconds must be -1 or 60 to 604800');
}

function readStartingPosition(value: unknown): MappingSettings['startingPosition'] {
  if (value === 'TRIM_HORIZON' || value === 'LATEST') return value;
  throw new UnsupportedSettingError('property StartingPosition must be TRIM_HORIZON or LATEST');
}

function readResponseTypes(value: unknown): boolean {
  if (value === undefined) return false;
  if (Array.isArray(value) && value.every((type) => type === 'ReportBatchItemFailures'))
    return value.length > 0;
  throw new UnsupportedSettingError('property FunctionResponseTypes may hold ReportBatchItemFailures only');
}

function readOnFailure(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const arn = (value as { OnFailure?: { Destination?: unknown } }).OnFailure?.Destination;
  if (typeof arn === 'string' && arn.startsWith('arn:aws:sqs:')) return arn;
  throw new UnsupportedSettingError('property DestinationConfig may name an SQS queue for OnFailure only');
}
