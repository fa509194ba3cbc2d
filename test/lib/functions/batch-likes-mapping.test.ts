import { describe, expect, test } from 'vitest';
import { resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const { service } = synthesizeTemplates();
const mappings = resourcesOf(service, 'AWS::Lambda::EventSourceMapping').map(
  ([, { Properties }]) => Properties,
);
const mapping = mappings.find((it) => JSON.stringify(it['EventSourceArn']).includes('LikeEvents')) ?? {};

describe('event source mapping of batch-likes', () => {
  // A lane is one ordered reader of one shard. With a higher factor, invocations side by side would each hold a part of
  // the shard's sequence numbers. The one that commits the greater mark would claim likes that the other has not yet
  // counted, so one mark per lane could not be the commit point.
  test('reads a shard with one invocation at a time, because one mark per lane is the commit point', () => {
    expect(mapping).toHaveProperty('ParallelizationFactor', 1);
  });

  test('starts at the oldest record, since LATEST can miss records while the mapping is made', () => {
    expect(mapping).toHaveProperty('StartingPosition', 'TRIM_HORIZON');
  });

  test('drops nothing: it retries without limit, and before the stream forgets a record, a bucket takes it', () => {
    expect(mapping).toMatchObject({ MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: 60 * 3_600 });
    expect(JSON.stringify(mapping['DestinationConfig'])).toMatch(/OnFailure.*LastResort/);
    expect(mapping).not.toHaveProperty('FilterCriteria');
  });

  test('resumes at the lowest reported sequence number, and halves a batch whose function fails', () => {
    expect(mapping).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
    });
  });

  test('combines up to 1,000 records or one second of likes in a batch', () => {
    expect(mapping).toMatchObject({ BatchSize: 1_000, MaximumBatchingWindowInSeconds: 1 });
  });

  test('leads from the stream of likes to batch-likes', () => {
    expect(JSON.stringify(mapping['EventSourceArn'])).toContain('LikeEvents');
    expect(JSON.stringify(mapping['FunctionName'])).toContain('BatchLikesFunction');
  });
});
