// The licences under which a package may be shipped. They ask for their text to be kept and for nothing else.

import { type Bill, licenceOf } from './bill-of-materials.ts';

/** SPDX ids. An expression stands here as the package writes it. */
const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
]);

/** Returns a line for each package whose licence is none of the allowed ones. */
export const findForbidden = ({ components }: Bill): string[] =>
  components
    .filter((it) => !ALLOWED.has(licenceOf(it)))
    .map((it) => `${it['bom-ref']}: its licence is ${licenceOf(it)}`);

/** How many packages have each licence, the most frequent first. */
export function countLicences({ components }: Bill): (readonly [licence: string, packages: number])[] {
  const groups = Map.groupBy(components, licenceOf);
  return [...groups]
    .map(([licence, { length }]) => [licence, length] as const)
    .toSorted(([, one], [, other]) => other - one);
}
