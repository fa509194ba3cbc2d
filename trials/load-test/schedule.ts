// Fixes when each like is sent, before the run begins. The sender never waits for an answer, so a slow system meets the same
// arrivals as a fast one.
//
// Each like has a slot of 1 / rate and arrives anywhere in it. Two neighbours may be close or two slots apart, as with
// independent people. The number within a second is exact to one, however. Independent arrivals (Poisson) vary by the square
// root of their number. That is 2% of 2,000 a second, and 22% of the 20 a second that are left of them at 1/100. So slots keep
// the noise of the full scale, and a short run can be compared with a prediction.

/**
 * Returns the times in milliseconds after the start, ascending.
 *
 * @param ratesPerSecond how many arrive in each second
 */
export function makeSchedule(ratesPerSecond: readonly number[], random: () => number): number[] {
  const timesMs: number[] = [];
  // Slots are marks on the running sum of the rates, one for each whole number.
  let sum = 0;
  let place = random();
  for (const [second, rate] of ratesPerSecond.entries()) {
    for (; place < sum + rate; place = timesMs.length + random())
      timesMs.push((second + (place - sum) / rate) * 1_000);
    sum += rate;
  }
  return timesMs;
}

/** Counts the times of each second. */
export function countBySecond(timesMs: readonly number[], seconds: number): number[] {
  const counts = Array.from({ length: seconds }, () => 0);
  for (const timeMs of timesMs) {
    const second = Math.floor(timeMs / 1_000);
    if (second < seconds) counts[second] = (counts[second] ?? 0) + 1;
  }
  return counts;
}
