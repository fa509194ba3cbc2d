import { expect, test } from 'vitest';
import { readKinesisSettings } from '../../../local/event-source-mapping/kinesis-settings.ts';
import { UnsupportedSettingError } from '../../../local/event-source-mapping/setting-reader.ts';

const BASE = { EventSourceArn: 'arn', FunctionName: 'f', StartingPosition: 'TRIM_HORIZON' };

test('the defaults are those of CloudFormation', () => {
  expect(readKinesisSettings(BASE)).toEqual({
    batchSize: 100,
    batchWindowSeconds: 0,
    startingPosition: 'TRIM_HORIZON',
    bisect: false,
    maxRetryAttempts: -1,
    maxRecordAgeSeconds: -1,
    reportsItemFailures: false,
    onFailureArn: undefined,
    enabled: true,
  });
});

test.each([
  ['ParallelizationFactor', { ParallelizationFactor: 2 }],
  ['TumblingWindowInSeconds', { TumblingWindowInSeconds: 30 }],
  ['FilterCriteria', { FilterCriteria: { Filters: [] } }],
  ['ScalingConfig', { ScalingConfig: { MaximumConcurrency: 2 } }],
  ['Enabled', { Enabled: 'maybe' }],
  ['BisectBatchOnFunctionError', { BisectBatchOnFunctionError: 'sometimes' }],
  ['BatchSize', { BatchSize: 10_001 }],
  ['BatchSize', { BatchSize: 0 }],
  ['MaximumBatchingWindowInSeconds', { MaximumBatchingWindowInSeconds: 301 }],
  ['MaximumRecordAgeInSeconds', { MaximumRecordAgeInSeconds: 0 }],
  ['MaximumRecordAgeInSeconds', { MaximumRecordAgeInSeconds: 59 }],
  ['StartingPosition', { StartingPosition: 'AT_TIMESTAMP' }],
  ['FunctionResponseTypes', { FunctionResponseTypes: ['Other'] }],
  [
    'DestinationConfig',
    { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:us-east-1:1:topic' } } },
  ],
])('a %s that cannot be honoured is an error that names it', (name, properties) => {
  expect(() => readKinesisSettings({ ...BASE, ...properties })).toThrow(UnsupportedSettingError);
  expect(() => readKinesisSettings({ ...BASE, ...properties })).toThrow(name);
});
