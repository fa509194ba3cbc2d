// The schema of a list. Its length is checked before its items are, and its items only until enough of them are wrong. A list of
// valibot checks every item first.

import * as v from 'valibot';

/** The most errors that an answer lists. More would help nobody. */
export const MAX_FIELD_ERRORS = 10;

interface ListOptions {
  readonly least: number;
  readonly most: number;
  readonly tooShort: string;
  readonly tooLong: string;
  /** Spares the schema an item that would come out of it as it is. */
  readonly isGood?: (sent: unknown) => boolean;
}

export function listOf<Item extends v.GenericSchema>(
  item: Item,
  { least, most, tooShort, tooLong, isGood }: ListOptions,
) {
  const list = v.array(item);
  const run: (typeof list)['~run'] = (dataset, config) => {
    const { value: input } = dataset;
    if (!Array.isArray(input)) return list['~run'](dataset, config);
    // The pipe refuses the length. Until then the items are whatever was sent.
    if (input.length > most) return { typed: true, value: input as v.InferOutput<Item>[] };
    const value: v.InferOutput<Item>[] = [];
    const issues: v.InferIssue<Item>[] = [];
    for (const [key, sent] of input.entries()) {
      if (isGood?.(sent)) {
        value.push(sent as v.InferOutput<Item>);
        continue;
      }
      const checked = item['~run']({ value: sent }, config);
      value.push(checked.value);
      const place: v.ArrayPathItem = { type: 'array', origin: 'value', input, key, value: sent };
      for (const issue of checked.issues ?? [])
        issues.push({ ...issue, path: [place, ...(issue.path ?? [])] });
      if (issues.length >= MAX_FIELD_ERRORS) break;
    }
    const [first, ...others] = issues;
    return first ? { typed: false, value, issues: [first, ...others] } : { typed: true, value };
  };
  return v.pipe({ ...list, '~run': run }, v.minLength(least, tooShort), v.maxLength(most, tooLong));
}
