// The text that a person sees for a count. A viewer is told of a new count only when this text changes: 1.2M changes every
// 100 seconds at 1,000 likes a second.

/** From here on a count is abbreviated. */
const FIRST_ABBREVIATED = 1_000;

/** The pages show counts in the same way: two digits, or all digits before the point. */
const compact = new Intl.NumberFormat('en', { notation: 'compact' });

/** Returns the compact text of a count, for example `999`, `1.2K` or `1.3M`. */
export const shownCount = (count: number): string => compact.format(count);

/** Whether a person sees every digit of the count. */
export const isShownExactly = (count: number): boolean => count < FIRST_ABBREVIATED;

/** @param previous undefined when nobody knows what is shown */
export const isVisibleChange = (previous: number | undefined, next: number): boolean =>
  previous === undefined || shownCount(previous) !== shownCount(next);
