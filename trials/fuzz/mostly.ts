// Mixes valid and invalid input.

import * as fc from 'fast-check';

/** Mostly valid input, so that the code behind the first check is reached too. */
export const mostly = <Good, Bad>(
  good: fc.Arbitrary<Good>,
  ...bad: fc.Arbitrary<Bad>[]
): fc.Arbitrary<Good | Bad> => fc.oneof({ weight: 5 * bad.length, arbitrary: good }, ...bad);

/** Any text that a client may send. Lone surrogates and control characters are among its code units. */
export const anyText = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 140 }));
