// Tells the functions that split and merge hot posts what they need to know of the plan.

import { Duration } from 'aws-cdk-lib';
import type { Capacity } from '../../planner/capacity.ts';

/** A batch that comes again at the end of the retention must still find the bucket closed. */
const TOMBSTONE_MARGIN = Duration.days(1);

export function hotPostsEnvironment({ hotPosts, stream }: Capacity) {
  const tombstoneSeconds = Duration.hours(stream.retentionHours).plus(TOMBSTONE_MARGIN).toSeconds();
  return { SPLIT_POLICY: JSON.stringify(hotPosts), TOMBSTONE_SECONDS: String(tombstoneSeconds) };
}
