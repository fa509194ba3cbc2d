import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Action } from '../../../traffic/action.ts';
import { truthOf } from '../../../traffic/truth.ts';
import { RunningTruth } from '../../../trials/chaos/running-truth.ts';

const actions = fc.uniqueArray(
  fc.record<Action>({
    id: fc.uuid({ version: 7 }),
    user: fc.constantFrom('ann', 'ben'),
    postId: fc.constantFrom('a', 'b'),
    op: fc.constantFrom('like', 'unlike'),
  }),
  { selector: ({ id }) => id },
);

test('added in any portions and order, repeated or not, it is the truth of all actions', () => {
  fc.assert(
    fc.property(actions, fc.nat(), fc.nat(), (all, from, to) => {
      const truth = new RunningTruth();
      truth.add(all.slice(to));
      truth.add(all.slice(from, to));
      truth.add(all.toReversed());
      expect(truth.counts()).toEqual(truthOf(all));
    }),
  );
});

test('it knows who likes a post, and counts repeated actions as sent', () => {
  const truth = new RunningTruth();
  const like: Action = { id: '2', user: 'ann', postId: 'a', op: 'like' };
  truth.add([like, like, { id: '1', user: 'ann', postId: 'a', op: 'unlike' }]);
  truth.add([{ id: '3', user: 'ben', postId: 'a', op: 'unlike' }]);
  expect([...truth.likesOf('a')]).toEqual([
    ['ann', true],
    ['ben', false],
  ]);
  expect(truth.counts()).toEqual(new Map([['a', 1]]));
  expect(truth.actions).toBe(4);
  expect(truth.likesOf('b').size).toBe(0);
});
