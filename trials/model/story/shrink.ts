// Makes failing choices fewer and smaller for as long as they still fail. Then the story holds nothing that the error does not need.

import type { ChoiceLists } from '../choices.ts';

const MOST_LISTS_AT_ONCE = 64;
/** A larger number is drawn for a chance. Only whether it is 0 may matter, so 0 is the only smaller number that is tried. */
const MOST_OPTIONS = 20;

export interface ShrinkOptions {
  /** Runs these choices. Returns the choices that the run really took when it fails too, and undefined otherwise. */
  readonly fails: (lists: ChoiceLists) => Promise<ChoiceLists | undefined>;
  /** Whether to stop and return the best choices so far. */
  readonly isEnough: () => boolean;
}

export async function shrink(failing: ChoiceLists, { fails, isEnough }: ShrinkOptions): Promise<ChoiceLists> {
  let best = failing;

  async function accept(candidate: ChoiceLists): Promise<boolean> {
    const taken = isEnough() ? undefined : await fails(candidate);
    if (!taken || !isSimpler(taken, best)) return false;
    best = taken;
    return true;
  }

  async function withoutLists(count: number): Promise<void> {
    for (let start = best.length - count; start >= 0; start--) {
      const isGone = await accept([...best.slice(0, start), ...best.slice(start + count)]);
      if (isGone) start = Math.min(start, best.length - count + 1);
    }
  }

  async function fewerLists(): Promise<void> {
    for (let before: ChoiceLists | undefined; before !== best; ) {
      before = best;
      for (let count = MOST_LISTS_AT_ONCE; count >= 1; count >>= 1) await withoutLists(count);
    }
  }

  async function smallerNumbers(at: number): Promise<void> {
    for (let index = 0; index < (best[at]?.length ?? 0); index++) {
      const value = best[at]?.[index] ?? 0;
      const smaller = value > MOST_OPTIONS ? [0] : [0, 1, value >> 1, value - 1];
      for (const each of new Set(smaller.filter((each) => each >= 0 && each < value))) {
        if (await accept(best.with(at, (best[at] ?? []).with(index, each)))) break;
      }
    }
  }

  for (let before: ChoiceLists | undefined; before !== best && !isEnough(); ) {
    before = best;
    await fewerLists();
    for (let at = best.length - 1; at >= 0; at--) {
      if (!best[at]?.some((value) => value > 0) || (await accept(best.with(at, [])))) continue;
      await smallerNumbers(at);
    }
  }
  return best;
}

/** Whether `one` has fewer lists than `other`, or as many lists with smaller or fewer numbers. */
function isSimpler(one: ChoiceLists, other: ChoiceLists): boolean {
  if (one.length !== other.length) return one.length < other.length;
  const [ones, others] = [one.flat(), other.flat()];
  const at = ones.findIndex((value, index) => value !== others[index]);
  if (at < 0) return ones.length < others.length;
  return (ones[at] ?? 0) < (others[at] ?? 0);
}
