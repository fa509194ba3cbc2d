// What the schemas of a deployment file are made of.

import * as v from 'valibot';
import { isNot, type Range } from './setting-schemas.ts';

export function wholeNumber({ least, most }: Range) {
  const message = isNot(`a whole number from ${least} to ${most}`);
  // A text in quotes would be shown like the number in it.
  const isNoNumber = (it: { readonly input: unknown }) => `${JSON.stringify(it.input)} is no number`;
  return v.pipe(
    v.number(isNoNumber),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
}

export function objectOf<Entries extends v.ObjectEntries>(entries: Entries) {
  const known = Object.keys(entries).join(', ');
  return v.strictObject(entries, ({ expected }) => {
    if (expected === 'never') return `there is no such key; known: ${known}`;
    return expected === 'Object' ? `must be an object with ${known}` : 'is missing';
  });
}
