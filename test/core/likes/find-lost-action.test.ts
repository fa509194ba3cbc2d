import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findLostAction, type ListedAction } from '../../../core/likes/find-lost-action.ts';
import { likedBy, stampOf, winnerOf } from '../../../core/likes/stamp.ts';

/** `like 20` has an id of its own, and `like (15)` was stamped by the server. */
function listOf(...texts: string[]): ListedAction[] {
  return texts.map((text) => {
    const [, op = '', stamped, id = ''] = /^(\w+) (\(?)(\d+)/.exec(text) ?? [];
    return { postId: 'p', op: op as ListedAction['op'], id, hasOwnId: stamped === '' };
  });
}

test.each([
  [['like 20', 'unlike 20'], { index: 1, winner: 0, reason: 'same-id' }],
  [['unlike 20', 'like 20'], { index: 1, winner: 0, reason: 'same-id' }],
  [['like 20', 'unlike 30', 'unlike 20'], { index: 2, winner: 0, reason: 'same-id' }],
  [['like 20', 'unlike (15)'], { index: 1, winner: 0, reason: 'smaller-id' }],
  [['like (15)', 'unlike 10'], { index: 1, winner: 0, reason: 'smaller-id' }],
  [['unlike 10', 'like 20', 'unlike (15)'], { index: 2, winner: 1, reason: 'smaller-id' }],
])('%j has an action that loses', (texts, expected) => {
  expect(findLostAction(listOf(...texts))).toEqual(expected);
});

test.each([
  [[]],
  [['like 10', 'unlike 20']],
  [['unlike 20', 'like 10']],
  [['like 20', 'like 20']],
  [['like 20', 'like (15)']],
  [['like 10', 'unlike (15)', 'like (16)']],
  [['like (15)', 'unlike 20']],
])('%j has none', (texts) => {
  expect(findLostAction(listOf(...texts))).toBeUndefined();
});

test('actions on different posts have nothing to do with each other', () => {
  const [one, other] = listOf('like 20', 'unlike 20');
  expect(
    findLostAction([
      { ...one, postId: 'a' },
      { ...other, postId: 'b' },
    ] as ListedAction[]),
  ).toBeUndefined();
});

test('in a list that is taken without own ids, the last action on a post decides', () => {
  const ops = fc.array(fc.constantFrom('like', 'unlike'), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(ops, (list) => {
      const actions = listOf(...list.map((op, order) => `${op} (${10 + order})`));
      expect(findLostAction(actions)).toBeUndefined();
      const wins = likedBy(winnerOf(actions.map(stampOf)));
      expect(wins).toBe(list.at(-1) === 'like' ? 1 : 0);
    }),
  );
});
