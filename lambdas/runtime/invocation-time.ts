// How much time the invocation has left that this execution environment is running. An environment runs one at a time.

import type { Context } from 'aws-lambda';

export function makeInvocationTime() {
  let current: Context | undefined;
  return {
    /** In milliseconds; 0 while there is no invocation. */
    remainingMs: (): number => current?.getRemainingTimeInMillis() ?? 0,

    /** Returns the same handler, whose invocations are the ones that are timed. */
    timed:
      <Event, Result>(handle: (event: Event, context: Context) => Promise<Result>) =>
      async (event: Event, context: Context): Promise<Result> => {
        current = context;
        return await handle(event, context);
      },
  };
}
