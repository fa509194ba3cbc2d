// Bounds the calls in flight. More calls than connections would only wait in the HTTP agent, where their timeouts already run.

import pLimit from 'p-limit';

/** Runs a task as soon as fewer than the limit's number are running. */
export type Limit = <Result>(task: () => Promise<Result>) => Promise<Result>;

export const makeLimit = (concurrency: number): Limit => {
  const limit = pLimit(concurrency);
  return (task) => limit(task);
};
