// Generates unusual JSON: the same key twice, numbers of any size, keys that objects inherit, deep nesting, and escapes.

import * as fc from 'fast-check';

/** A member of an object. Its value is text that is JSON, or nearly JSON. */
export type Member = readonly [key: string, valueJson: string];

const depth = fc.oneof(
  { weight: 20, arbitrary: fc.nat({ max: 40 }) },
  { weight: 1, arbitrary: fc.constant(20_000) },
);

export const oddValues: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('1', '1.0', '1e0', '-0', '1e400', '1E-400', '01', '1.', '.5', '+1', 'NaN', 'Infinity'),
  fc.constantFrom('null', 'true', 'false', '""', '{}', '[]', 'undefined', "'like'", '"like', 'like'),
  fc.constantFrom(
    '"\\ud800"',
    '"\\udc00x"',
    '"\\u0000"',
    '"\\u006cike"',
    '"a\\/b"',
    '"\\x41"',
    '"\n"',
    '"é"',
  ),
  fc.nat({ max: 400 }).map((digits) => `1${'0'.repeat(digits)}`),
  depth.map((levels) => '['.repeat(levels) + ']'.repeat(levels)),
  depth.map((levels) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)),
  fc.json({ maxDepth: 2 }),
);

export const oddKeys = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'toJSON', ''),
  fc.string({ maxLength: 4 }),
);

const spaces = fc.constantFrom('', '', '', ' ', '\n\t', '\r\n', '\u00a0', '\ufeff');

/** The text of an object with members from `usual`, of which some are added, doubled or left out. */
export function oddObjects(usual: fc.Arbitrary<readonly Member[]>): fc.Arbitrary<string> {
  const keysOf = (members: readonly Member[]) => fc.constantFrom(...members.map(([key]) => key));
  return usual.chain((members) => {
    const extra = fc.tuple(
      fc.oneof(keysOf(members), oddKeys),
      fc.oneof(oddValues, fc.constantFrom(...members.map(([, value]) => value))),
    );
    return fc
      .tuple(
        fc.subarray([...members], { minLength: Math.max(0, members.length - 1) }),
        fc.array(extra, { maxLength: 2 }),
        fc.boolean(),
        spaces,
      )
      .map(([kept, extras, extrasFirst, space]) => {
        const all: Member[] = extrasFirst ? [...extras, ...kept] : [...kept, ...extras];
        const inner = all.map(([key, value]) => `${space}${JSON.stringify(key)}:${value}`).join(',');
        return `${space}{${inner}}${space}`;
      });
  });
}
