import { expect, test } from 'vitest';
import {
  readMappingSettings,
  UnsupportedSettingError,
} from '../../../local/event-source-mapping/settings.ts';

const BASE = { EventSourceArn: 'arn', FunctionName: 'f', StartingPosition: 'TRIM_HORIZON' };

test('the defaults are those of CloudFormation', () => {
  expect(readMappingSettings(BASE)).toEqual({
    batchSize: 100,
    batchWindowSeconds: 0,
    startingPosition: 'TRIM_HORIZON',
    bisect: false,
    maxRetryAttempts: -1,
    maxRecordAgeSeconds: -1,
    reportsItemFailures: false,
    onFailureArn: undefined,
  });
});

test.each([
  ['ParallelizationFactor', { ParallelizationFactor: 2 }],
  ['TumblingWindowInSeconds', { TumblingWindowInSeconds: 30 }],
  ['FilterCriteria', { FilterCriteria: { Filters: [] } }],
  ['BatchSize', { BatchSize: 10_001 }],
  ['BatchSize', { BatchSize: 0 }],
  ['MaximumBatchingWindowInSeconds', { MaximumBatchingWindowInSeconds: 301 }],
  ['MaximumRecordAgeInSeconds', { MaximumRecordAgeInSeconds: 0 }],
  ['MaximumRecordAgeInSeconds', { MaximumRecordAgeInSeconds: 59 }],
  ['StartingPosition', { StartingPosition: 'AT_TIMESTAMP' }],
  ['FunctionResponseTypes', { FunctionResponseTypes: ['Other'] }],
  ['DestinationConfig', { DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::bucket' } } }],
])('a %s that cannot be honoured is an error that names it', (name, properties) => {
  expect(() => readMappingSettings({ ...BASE, ...properties })).toThrow(UnsupportedSettingError);
  expect(() => readMappingSettings({ ...BASE, ...properties })).toThrow(name);
});
