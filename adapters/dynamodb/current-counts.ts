// Reads the counts that a viewer begins with. The read is strongly consistent: whatever is counted later finds the viewer, who is on
// the list by then.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CountReader } from '../../core/likes/ports.ts';
import { makeCountReader } from './count-reader.ts';

export function makeCurrentCounts({
  client,
  countersTable,
}: {
  client: DynamoDBClient;
  countersTable: string;
}): CountReader['readCounts'] {
  const reader = makeCountReader({ client, countersTable, likesTable: '', consistent: true });
  return (postIds, signal) => reader.readCounts(postIds, signal);
}
