// Makes random numbers that a seed repeats, because Math.random takes no seed.

/**
 * Returns uniform numbers in [0, 1), the same ones for the same seed. The method is mulberry32 by Tommy Ettinger, public
 * domain.
 */
export function makeSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
