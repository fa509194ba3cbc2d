// The count as people read it. Not every language abbreviates thousands, but the API pushes a count only when its abbreviation in
// English changes. So it is rounded as in English first: no language shows a digit that may be old.

/** English has no short word for more than trillions. */
const MAX_GROUP = 12;

const compact = (count: number, language: string | undefined) =>
  new Intl.NumberFormat(language, { notation: 'compact' }).format(count);

/** Returns for example 1.2K for 1,234 and 12K for 12,345, and 12.000 for that in German, which has no short word for thousands. */
export function shownCount(count: number, language: string | undefined): string {
  const digits = String(count).length;
  const group = Math.min(MAX_GROUP, Math.floor((digits - 1) / 3) * 3);
  // English shows two digits, or all before the comma if those are more.
  const step = group && 10 ** (digits - group > 1 ? group : group - 1);
  return compact(step ? Math.round(count / step) * step : count, language);
}
