import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeUsedOnce } from '../../../core/challenge/used-once.ts';

test('nothing is used twice before its end', () => {
  const use = makeUsedOnce();
  expect([use('a', 10, 0), use('a', 10, 9), use('b', 10, 9)]).toEqual([true, false, true]);
});

test('what has ended makes room', () => {
  const use = makeUsedOnce(1);
  use('a', 10, 0);
  use('b', 20, 10);
  expect(use('b', 20, 11)).toBe(false);
});

test('when too many are in use, the oldest is forgotten first', () => {
  const use = makeUsedOnce(2);
  for (const id of ['a', 'b', 'c']) use(id, 100, 0);
  expect([use('b', 100, 0), use('c', 100, 0)]).toEqual([false, false]);
  expect(use('a', 100, 0)).toBe(true);
});

test('of as many as it remembers, each is used once, whatever their order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 50 }), (ids) => {
      const use = makeUsedOnce(10);
      const uses = ids.filter((id) => use(String(id), 1, 0));
      expect(uses).toEqual([...new Set(ids)]);
    }),
  );
});
