// The server's time, as far as answers tell it. The clocks of many devices are minutes or hours off, and the server refuses ids
// that are ahead of its clock.

export interface ServerClock {
  now(): number;
  /** True once an answer told the time. */
  readonly learnt: boolean;
  /**
   * Takes in that the server's clock showed `fromMs` to `toMs` at some time between `sentMs` and `answeredMs` of our clock.
   * @param isWrong our time is known to be wrong
   */
  learn(fromMs: number, toMs: number, sentMs: number, answeredMs: number, isWrong?: boolean): void;
}

export function makeServerClock(): ServerClock {
  let offsetMs = 0;
  let learnt = false;

  return {
    now: () => Date.now() + offsetMs,
    get learnt() {
      return learnt;
    },
    /** If our time contradicts that, it becomes the earliest possible one: an id that is a little behind is always accepted. */
    learn(fromMs, toMs, sentMs, answeredMs, isWrong) {
      const lowest = fromMs - answeredMs;
      const highest = toMs - sentMs;
      // Without a time both are NaN.
      if (!(lowest <= highest)) return;
      if (isWrong || offsetMs < lowest || offsetMs > highest) offsetMs = lowest;
      learnt ||= highest < Infinity;
    },
  };
}
