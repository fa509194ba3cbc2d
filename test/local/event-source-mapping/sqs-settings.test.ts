import { expect, test } from 'vitest';
import { UnsupportedSettingError } from '../../../local/event-source-mapping/setting-reader.ts';
import { readSqsSettings } from '../../../local/event-source-mapping/sqs-settings.ts';

const BASE = { EventSourceArn: 'arn', FunctionName: 'f', Tags: [] };

test('the defaults are those of CloudFormation', () => {
  expect(readSqsSettings(BASE)).toEqual({
    batchSize: 10,
    batchWindowSeconds: 0,
    reportsItemFailures: false,
    maximumConcurrency: undefined,
    enabled: true,
  });
});

test('every property is read', () => {
  expect(
    readSqsSettings({
      ...BASE,
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
      Enabled: 'false',
    }),
  ).toEqual({
    batchSize: 10_000,
    batchWindowSeconds: 1,
    reportsItemFailures: true,
    maximumConcurrency: 2,
    enabled: false,
  });
});

test.each([
  ['BatchSize', { BatchSize: 0 }],
  ['BatchSize', { BatchSize: 10_001, MaximumBatchingWindowInSeconds: 1 }],
  ['BatchSize above 10 needs a MaximumBatchingWindowInSeconds', { BatchSize: 11 }],
  ['MaximumBatchingWindowInSeconds', { MaximumBatchingWindowInSeconds: 301 }],
  ['ScalingConfig.MaximumConcurrency', { ScalingConfig: { MaximumConcurrency: 1 } }],
  ['ScalingConfig.MaximumConcurrency', { ScalingConfig: { MaximumConcurrency: 1_001 } }],
  ['FunctionResponseTypes', { FunctionResponseTypes: ['Other'] }],
  ['Enabled', { Enabled: 'maybe' }],
  ['StartingPosition', { StartingPosition: 'LATEST' }],
  ['BisectBatchOnFunctionError', { BisectBatchOnFunctionError: false }],
  ['MaximumRetryAttempts', { MaximumRetryAttempts: 1 }],
  ['DestinationConfig', { DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:x' } } }],
  ['ProvisionedPollerConfig', { ProvisionedPollerConfig: { MinimumPollers: 2 } }],
  ['FilterCriteria', { FilterCriteria: { Filters: [] } }],
])('a %s that cannot be honoured is an error that names it', (name, properties) => {
  expect(() => readSqsSettings({ ...BASE, ...properties })).toThrow(UnsupportedSettingError);
  expect(() => readSqsSettings({ ...BASE, ...properties })).toThrow(name);
});
