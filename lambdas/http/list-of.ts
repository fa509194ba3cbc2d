// The schema of a list. Its length is checked before its items are, and its items only until enough of them are wrong. A list of
// valibot checks every item first.

import * as v from 'valibot';

/** The most errors that an answer lists. More would help nobody. */
export const MAX_FIELD_ERRORS = 10;

interface Length {
  readonly least: number;
  readonly most: number;
  readonly tooShort: string;
  readonly tooLong: string;
}

export function listOf<Item extends v.GenericSchema>(item: Item, { least, most, tooShort, tooLong }: Length) {
  const list = v.array(item);
  const run: (typeof list)['~run'] = (dataset, config) => {
    const { value: input } = dataset;
    if (!Array.isArray(input)) return list['~run'](dataset, config);
    // The pipe refuses the length. Until then the items are whatever was sent.
    if (input.length > most) return { typed: true, value: input as v.InferOutput<Item>[] };
    const value: v.InferOutput<Item>[] = [];
    const issues: v.InferIssue<Item>[] = [];
    for (const [key, sent] of input.entries()) {
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
