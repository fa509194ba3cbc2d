import { describe, expect, test } from 'vitest';
import { resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const mappingsOf = (context: Record<string, string> = {}) =>
  resourcesOf(synthesizeTemplates(context).service, 'AWS::Lambda::EventSourceMapping')
    .map(([, { Properties }]) => Properties)
    .filter((it) => JSON.stringify(it['EventSourceArn']).includes('CountUpdates'));

describe('event source mapping of roll-up', () => {
  const [mapping = {}] = mappingsOf();

  test('reads a shard with one invocation at a time, so that the updates of a post meet', () => {
    expect(mapping).toHaveProperty('ParallelizationFactor', 1);
  });

  test('misses no update while it is made, and retries as long as the stream keeps one', () => {
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
    });
    expect(mapping).not.toHaveProperty('FilterCriteria');
  });

  test('resumes at the lowest reported sequence number, and halves a batch whose function fails', () => {
    expect(mapping).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
    });
  });

  test('leads from the stream of count updates to roll-up', () => {
    expect(JSON.stringify(mapping['FunctionName'])).toContain('RollUpFunction');
  });

  test('is there for LocalStack too, without the settings that it ignores', () => {
    const [onLocalStack = {}] = mappingsOf({ target: 'localstack' });
    expect(onLocalStack).toHaveProperty('StartingPosition', 'TRIM_HORIZON');
    expect(onLocalStack).not.toHaveProperty('ParallelizationFactor');
  });

  test('is not there where the scenario wants nothing live', () => {
    expect(mappingsOf({ scenario: 'small-site' })).toEqual([]);
  });
});
