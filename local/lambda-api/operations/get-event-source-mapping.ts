// GetEventSourceMapping: one mapping by its UUID.

import type { Operation } from '../operation.ts';
import { describeMapping, findMapping } from '../describe-mapping.ts';

export const getEventSourceMapping: Operation = (mappings, { uuid }) => ({
  status: 200,
  body: describeMapping(findMapping(mappings, uuid)),
});
