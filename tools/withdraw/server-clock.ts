// The clock of AWS, as its answers tell it. An unlike that the clock of this machine stamped in the future would beat likes that people
// send afterwards.

import type { KinesisClient } from '@aws-sdk/client-kinesis';

/**
 * Returns a clock that is up to a second late and never early: an answer names the second in which it was written. Before the first
 * answer the clock throws an Error.
 */
export function watchServerClock(client: KinesisClient, now: () => number = Date.now): () => number {
  let offsetMs = Number.NaN;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = result.response as { headers?: Readonly<Record<string, string>> };
      const serverMs = Date.parse(headers?.['date'] ?? '');
      if (!Number.isNaN(serverMs)) offsetMs = serverMs - now();
      return result;
    },
    { step: 'deserialize', name: 'watchServerClock', priority: 'high' },
  );
  return () => {
    if (Number.isNaN(offsetMs)) throw new Error('Kinesis has not told the time');
    return now() + offsetMs;
  };
}
