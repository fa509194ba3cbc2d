import { expect, test } from 'vitest';
import type { ChoiceLists } from '../../../trials/model/choices.ts';
import { shrink } from '../../../trials/model/story/shrink.ts';

const never = () => false;

/** Choices fail when a list holds a 7 and a later list holds a number above 9. */
async function fails(lists: ChoiceLists): Promise<ChoiceLists | undefined> {
  const seven = lists.findIndex((list) => list.includes(7));
  return seven >= 0 && lists.some((list, at) => at > seven && list.some((value) => value > 9))
    ? lists
    : undefined;
}

const failing = [...Array.from({ length: 90 }, (_, at) => [at % 7, 3]), [4, 7], [1], [2, 2], [8, 18, 5], [6]];

test('choices that the error does not need are left out, and numbers become as small as possible', async () => {
  expect(await shrink(failing, { fails, isEnough: never })).toEqual([
    [0, 7],
    [0, 10, 0],
  ]);
});

test('the result fails too, however early the shrinking must stop', async () => {
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
