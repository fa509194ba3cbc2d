import '../../../trials/fuzz/environment.ts';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { isGoodAction } from '../../../lambdas/http/is-good-action.ts';
import { makeLikeAction } from '../../../lambdas/http/schemas.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const schema = makeLikeAction(() => NOW_MS);

const id = fc.oneof(
  fc
    .constantFrom(NOW_MS, NOW_MS + 5_000, NOW_MS + 5_001, NOW_MS - 86_400_000, NOW_MS - 86_400_001)
    .map((time) => eventIdAt(time, '8abc-00000000abcd')),
  fc.constantFrom(
    eventIdAt(NOW_MS, '8abc-00000000abcd').toUpperCase(),
    `${eventIdAt(NOW_MS)}\n`,
    '',
    null,
    7,
  ),
);
const postId = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 130 }),
  fc.string({ unit: 'grapheme', maxLength: 130 }),
  fc.constantFrom(
    'x'.repeat(128),
    'x'.repeat(129),
    'é'.repeat(64),
    'é'.repeat(65),
    'a\ufffd',
    'a\u0085',
    null,
    [],
  ),
);
const mostly = { freq: 10, nil: undefined };
const action = fc
  .record({
    postId: fc.option(postId, mostly),
    op: fc.option(fc.constantFrom('like', 'unlike', 'love', null), mostly),
    id: fc.option(id, { freq: 2, nil: undefined }),
    at: fc.option(fc.constant(1), { freq: 1, nil: undefined }),
  })
  // Values arrive as JSON, which leaves out what is undefined.
  .map((it) => JSON.parse(JSON.stringify(it)) as unknown);

test('an action is good as it was sent exactly when the schema takes it and leaves it as it is', () => {
  let good = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: action }, fc.jsonValue()), (sent) => {
      const { success, output } = v.safeParse(schema, sent);
      const isTakenAsItIs = success && JSON.stringify(output) === JSON.stringify(sent);
      if (isTakenAsItIs) good++;
      expect(isGoodAction(sent, NOW_MS)).toBe(isTakenAsItIs);
    }),
    { numRuns: 5_000 },
  );
  expect(good).toBeGreaterThan(50);
});

test.each([
  ['{"postId":"a","op":"like","__proto__":{}}'],
  ['{"postId":"a","op":"like","constructor":1}'],
  ['["a","like"]'],
  ['{"postId":"a"}'],
])('%s is not good', (json) => {
  expect(isGoodAction(JSON.parse(json), NOW_MS)).toBe(false);
});
