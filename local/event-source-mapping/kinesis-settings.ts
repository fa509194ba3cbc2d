// The settings of a mapping from a stream.

import type { JsonObject } from '../template/template.ts';
import { makeSettingReader, UnsupportedSettingError } from './setting-reader.ts';

/** Units are those of CloudFormation: records and seconds. -1 means that there is no limit. */
export interface KinesisSettings {
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly bisect: boolean;
  readonly maxRetryAttempts: number;
  readonly maxRecordAgeSeconds: number;
  readonly reportsItemFailures: boolean;
  /** ARN of what is told of records that are given up: a queue gets a message about them, and a bucket an object with them. */
  readonly onFailureArn: string | undefined;
  readonly enabled: boolean;
}

/** Throws an UnsupportedSettingError that names the property. Defaults are those of the CloudFormation reference. */
export function readKinesisSettings(properties: JsonObject): KinesisSettings {
  const { take, takeNumber, takeBoolean, takeResponseTypes, refuseOthers } = makeSettingReader(properties);
  const settings: KinesisSettings = {
    batchSize: takeNumber('BatchSize', 100, 1, 10_000),
    batchWindowSeconds: takeNumber('MaximumBatchingWindowInSeconds', 0, 0, 300),
    startingPosition: readStartingPosition(take('StartingPosition')),
    bisect: takeBoolean('BisectBatchOnFunctionError', false),
    maxRetryAttempts: takeNumber('MaximumRetryAttempts', -1, -1, 10_000),
    maxRecordAgeSeconds: checkRecordAge(takeNumber('MaximumRecordAgeInSeconds', -1, -1, 604_800)),
    reportsItemFailures: takeResponseTypes(),
    onFailureArn: readOnFailure(take('DestinationConfig')),
    enabled: takeBoolean('Enabled', true),
  };
  takeNumber('ParallelizationFactor', 1, 1, 1);
  refuseOthers('a stream');
  return settings;
}

/** source: Lambda API, CreateEventSourceMapping: 0 to 59 are within the range and not allowed */
function checkRecordAge(seconds: number): number {
  if (seconds === -1 || seconds >= 60) return seconds;
  throw new UnsupportedSettingError('property MaximumRecordAgeInSeconds must be -1 or 60 to 604800');
}

function readStartingPosition(value: unknown): KinesisSettings['startingPosition'] {
  if (value === 'TRIM_HORIZON' || value === 'LATEST') return value;
  throw new UnsupportedSettingError('property StartingPosition must be TRIM_HORIZON or LATEST');
}

function readOnFailure(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const arn = (value as { OnFailure?: { Destination?: unknown } }).OnFailure?.Destination;
  if (typeof arn === 'string' && /^arn:aws:(sqs:|s3:::)/.test(arn)) return arn;
  throw new UnsupportedSettingError(
    'property DestinationConfig may name an SQS queue or an S3 bucket for OnFailure only',
  );
}
