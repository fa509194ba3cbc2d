import * as fc from 'fast-check';

/** Mostly what is good, so that what comes after it is looked at too. */
export const mostly = <Good, Bad>(
  good: fc.Arbitrary<Good>,
  ...bad: fc.Arbitrary<Bad>[]
): fc.Arbitrary<Good | Bad> => fc.oneof({ weight: 5 * bad.length, arbitrary: good }, ...bad);

/** Text that a client may put anywhere: any code units, lone surrogates and control characters among them. */
export const anyText = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 140 }));
