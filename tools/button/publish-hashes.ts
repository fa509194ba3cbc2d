import type { Weight } from './weigh.ts';

/** Returns the page with the hash of each file in place of the one that stands after its name. */
export const publishHashes = (page: string, weights: readonly Weight[]): string =>
  weights.reduce(
    (text, { file, integrity }) =>
      text.replaceAll(
        new RegExp(`(${file.replace('.', '\\.')}"[:\\s]+(?:integrity=)?")sha384-[\\w+/=]*`, 'g'),
        `$1${integrity}`,
      ),
    page,
  );
