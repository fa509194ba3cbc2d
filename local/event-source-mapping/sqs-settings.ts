// The settings of a mapping from a queue.

import type { JsonObject } from '../template/template.ts';
import { makeSettingReader, readNumber, UnsupportedSettingError } from './setting-reader.ts';

/** Units are those of CloudFormation: messages and seconds. */
export interface SqsSettings {
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly reportsItemFailures: boolean;
  /** The most invocations of this mapping at a time. Undefined leaves the bound to Lambda. */
  readonly maximumConcurrency: number | undefined;
  readonly enabled: boolean;
}

/** A larger batch takes more than one receive. source: Lambda API, CreateEventSourceMapping */
const MAX_BATCH_WITHOUT_WINDOW = 10;

/** Throws an UnsupportedSettingError that names the property. Defaults are those of the CloudFormation reference. */
export function readSqsSettings(properties: JsonObject): SqsSettings {
  const { take, takeNumber, takeBoolean, takeResponseTypes, refuseOthers } = makeSettingReader(properties);
  const settings: SqsSettings = {
    batchSize: takeNumber('BatchSize', 10, 1, 10_000),
    batchWindowSeconds: takeNumber('MaximumBatchingWindowInSeconds', 0, 0, 300),
    reportsItemFailures: takeResponseTypes(),
    maximumConcurrency: readScalingConfig(take('ScalingConfig')),
    enabled: takeBoolean('Enabled', true),
  };
  if (settings.batchSize > MAX_BATCH_WITHOUT_WINDOW && settings.batchWindowSeconds < 1)
    throw new UnsupportedSettingError(
      'property BatchSize above 10 needs a MaximumBatchingWindowInSeconds of at least 1',
    );
  refuseOthers('a queue');
  return settings;
}

function readScalingConfig(value: unknown): number | undefined {
  const maximum = (value as { MaximumConcurrency?: unknown } | undefined)?.MaximumConcurrency;
  if (maximum === undefined) return undefined;
  return readNumber('ScalingConfig.MaximumConcurrency', maximum, 2, 1_000);
}
