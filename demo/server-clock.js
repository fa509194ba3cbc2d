// The server's time, as far as answers tell it. The clocks of many devices are minutes or hours off, and the server refuses ids
// that are ahead of its clock.

export function makeServerClock() {
  let offsetMs = 0;
  let learnt = false;

  return {
    now: () => Date.now() + offsetMs,
    /** True once an answer told the time. */
    get learnt() {
      return learnt;
    },
    /**
     * Takes in that the server's clock showed `fromMs` to `toMs` at some time between `sentMs` and `answeredMs` of our clock. If our
     * time contradicts that, or is known to be wrong, it becomes the earliest possible one: an id that is a little behind is always
     * accepted.
     */
    learn({ fromMs, toMs, sentMs, answeredMs, isWrong = false }) {
      const lowest = fromMs - answeredMs;
      const highest = toMs - sentMs;
      if (Number.isNaN(lowest) || lowest > highest) return;
      if (isWrong || offsetMs < lowest || offsetMs > highest) offsetMs = lowest;
      if (highest < Infinity) learnt = true;
    },
  };
}
