// Names the batcher after the tables that it counts into. CloudFormation makes a resource with a new logical id before it deletes the one
// with the old id. So other tables get a batcher of their own, whose mapping reads the stream from its beginning into them, while the API
// stays. It must be another function, because Lambda refuses a second mapping of the same stream to the same function.
// docs/decisions/0022-other-tables-another-batcher.md says why two of them may run at the same time.

import { createHash } from 'node:crypto';
import type { TableNames } from '../data/likes-data-stack.ts';

const LENGTH = 8;

/** Returns the id of the construct. The tables that a deployment makes itself add nothing, so that it is never replaced. */
export function batcherId(id: string, { counters, likes }: TableNames = {}): string {
  if (counters === undefined && likes === undefined) return id;
  const names = JSON.stringify([counters, likes]);
  return id + createHash('sha256').update(names).digest('hex').slice(0, LENGTH);
}
