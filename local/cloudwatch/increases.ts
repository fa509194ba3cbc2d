// Turns sums since the start into what was added since they were last read.

/** Returns how much a sum has grown since the last call with its name. The first call returns the whole sum. */
export type Increase = (name: string, sum: number) => number;

export function makeIncrease(): Increase {
  const sums = new Map<string, number>();
  return (name, sum) => {
    const before = sums.get(name) ?? 0;
    sums.set(name, sum);
    return Math.max(0, sum - before);
  };
}
