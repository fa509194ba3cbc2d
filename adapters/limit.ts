// Bounds the calls in flight. More calls than connections would only wait in the HTTP agent, where their timeouts already run.

import pLimit from 'p-limit';
import type { Limit } from '../core/stream/limit.ts';

export const makeLimit = (concurrency: number): Limit => {
  const limit = pLimit(concurrency);
  return (task) => limit(task);
};
