// Tells the functions that split and merge hot posts what they need to know of the scenario.

import { Duration } from 'aws-cdk-lib';
import { bucketsFor } from '../../scenarios/buckets-for.ts';
import type { Scenario } from '../../scenarios/scenario.ts';

/** A batch that comes again at the end of the retention must still find the bucket closed. */
const TOMBSTONE_MARGIN = Duration.days(1);

export function hotPostsEnvironment(scenario: Scenario) {
  const { hotPosts, stream } = scenario;
  const policy = { ...hotPosts, buckets: bucketsFor(scenario) };
  const tombstoneSeconds = Duration.hours(stream.retentionHours).plus(TOMBSTONE_MARGIN).toSeconds();
  return { SPLIT_POLICY: JSON.stringify(policy), TOMBSTONE_SECONDS: String(tombstoneSeconds) };
}
