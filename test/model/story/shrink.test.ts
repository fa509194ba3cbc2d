import { expect, test } from 'vitest';
import type { ChoiceLists } from '../../../trials/model/choices.ts';
import { shrink } from '../../../trials/model/story/shrink.ts';

const never = () => false;

/** Accepts what has a 7 in one list and a larger number in a later one. */
async function fails(lists: ChoiceLists): Promise<ChoiceLists | undefined> {
  const seven = lists.findIndex((list) => list.includes(7));
  return seven >= 0 && lists.some((list, at) => at > seven && list.some((value) => value > 9))
    ? lists
    : undefined;
}

const failing = [...Array.from({ length: 90 }, (_, at) => [at % 7, 3]), [4, 7], [1], [2, 2], [8, 18, 5], [6]];

test('what the error can do without is left out, and numbers become as small as they may', async () => {
  expect(await shrink(failing, { fails, isEnough: never })).toEqual([
    [0, 7],
    [0, 10, 0],
  ]);
});

test('the result fails too, however early it must be enough', async () => {
  for (let tries = 0; tries < 60; tries++) {
    let left = tries;
    const shortest = await shrink(failing, { fails, isEnough: () => left-- <= 0 });
    expect(await fails(shortest)).toBeDefined();
    expect(shortest.length).toBeLessThanOrEqual(failing.length);
  }
});

test('choices that cannot be smaller are left as they are', async () => {
  expect(await shrink([[7], [10]], { fails, isEnough: never })).toEqual([[7], [10]]);
});
