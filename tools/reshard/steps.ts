// The calls that bring a stream from one number of shards to another. Pure.

/** A call at most doubles or halves the open shards, and a stream takes so many calls in 24 hours. source: Kinesis API, UpdateShardCount */
export const CALLS_IN_A_DAY = 10;
export const MOST_SHARDS = 10_000;

/** Returns the number of shards after each call. It is empty when there is nothing to do. */
export function stepsBetween(from: number, to: number): number[] {
  const steps: number[] = [];
  for (let shards = from; shards !== to; ) {
    shards = to > shards ? Math.min(to, 2 * shards) : Math.max(to, Math.ceil(shards / 2));
    steps.push(shards);
  }
  return steps;
}
