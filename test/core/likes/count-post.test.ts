// The six stories of counting a post, with the values of the worked example at the top of count-post.ts.

import { beforeEach, expect, test } from 'vitest';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { PostBatch } from '../../../core/likes/collect-batch.ts';
import { countPost } from '../../../core/likes/count-post.ts';
import { type Gate, InMemoryStore } from '../../../trials/model/in-memory-store.ts';

const LANE = 's0';
const NO_FAULT: Gate = async () => {};

let store: InMemoryStore;
beforeEach(() => {
  store = new InMemoryStore();
});

/**
 * @param actions the person, the position and the stamp of each action; a stamp with a greater number is a later action, `+` stands for a
 *   like and `-` for an unlike
 */
function batch(...actions: [userId: string, position: string, stamp: string][]): PostBatch {
  const users = Map.groupBy(actions, ([userId]) => userId);
  const positions = actions.map(([, position]) => position);
  return {
    postId: 'p',
    users: new Map(
      [...users].map(([userId, events]) => [
        userId,
        events.map(([, position, stamp]) => ({ position, stamp })),
      ]),
    ),
    first: positions[0] ?? '',
    last: positions.at(-1) ?? '',
    firstSequenceNumber: positions[0] ?? '',
  };
}

const count = (post: PostBatch, gate = NO_FAULT, lane = LANE) =>
  countPost(store.portsThrough(gate), lane, post);

const state = (lane = LANE) => {
  const root = store.readItem('p', ROOT_BUCKET);
  return { count: root?.count, mark: root?.marks.get(lane) };
};
const rowOf = (userId: string) => store.readRow({ userId, postId: 'p' });

/** Fails the first call of this name, before or after it was made. */
function failOnce(name: string, when: 'asks' | 'hears'): Gate {
  let isDone = false;
  return async (moment, call) => {
    if (isDone || moment !== when || call !== name) return;
    isDone = true;
    throw new Error('crashed');
  };
}

/** Bob has liked the post at 12, and the count has come to 20. */
async function before(): Promise<void> {
  await count(batch(['bob', '12', '01+']));
  await count(batch(['cat', '20', '02+']));
  expect(state()).toEqual({ count: 2, mark: '20' });
}

/** The batch of the worked example. */
const EXAMPLE = batch(['ann', '25', '03+'], ['bob', '27', '04-'], ['ann', '30', '05-']);

test('first like ever: the ledger holds a version and the count is 1, without any read', async () => {
  const calls: string[] = [];
  await count(batch(['ann', '25', '03+']), async (moment, call) => {
    if (moment === 'asks') calls.push(call);
  });
  expect(calls).toEqual(['insertRow', 'commit']);
  expect(rowOf('ann')).toEqual([{ lane: LANE, position: '25', stamp: '03+' }]);
  expect(state()).toEqual({ count: 1, mark: '25' });
});

test('the worked example: ann changes nothing, and bob takes one like back', async () => {
  await before();
  const { item } = await count(EXAMPLE);
  expect(item).toMatchObject({ count: 1, marks: new Map([[LANE, '30']]) });
  expect(rowOf('ann')).toEqual([{ lane: LANE, position: '30', stamp: '05-' }]);
  expect(rowOf('bob')).toEqual([
    { lane: LANE, position: '12', stamp: '01+' },
    { lane: LANE, position: '30', stamp: '04-' },
  ]);
});

test('overtaken: nothing is counted twice when an attempt that overlaps counts the whole batch first', async () => {
  await before();
  let others: (() => Promise<unknown>) | undefined = () => count(EXAMPLE);
  const { item } = await count(EXAMPLE, async (moment, call) => {
    const run = others;
    if (moment !== 'asks' || call !== 'commit' || !run) return;
    others = undefined;
    await run();
  });
  expect(item).toBeUndefined();
  expect(state()).toEqual({ count: 1, mark: '30' });
});

test('repeated after a crash before the commit: the versions that the first attempt wrote are not taken for counted', async () => {
  await before();
  await expect(count(EXAMPLE, failOnce('commit', 'asks'))).rejects.toThrow('crashed');
  expect(rowOf('bob')).toHaveLength(2);
  expect(state()).toEqual({ count: 2, mark: '20' });
  await count(EXAMPLE);
  expect(state()).toEqual({ count: 1, mark: '30' });
});

test('moved lane and closed bucket: the count continues wherever the lane commits', async () => {
  await before();
  const { counters } = store.portsThrough(NO_FAULT);
  await counters.split('p', 1);
  await counters.moveLane({ key: 'p', lane: LANE, bucket: '1.0', generation: 1 });
  expect((await count(EXAMPLE)).place).toEqual({ bucket: '1.0', floor: '20' });
  expect(store.count('p')).toBe(1);
  await counters.unsplit('p', 1);
  await counters.closeBucket('p', '1.0');
  expect((await count(batch(['dan', '31', '06+']))).place.bucket).toBe('root');
  expect([store.count('p'), state().mark]).toEqual([2, '31']);
});

test('nothing left to do: the mark tells that a batch has come again, and nothing changes', async () => {
  await before();
  await count(EXAMPLE);
  expect((await count(EXAMPLE)).item).toBeUndefined();
  expect(state()).toEqual({ count: 1, mark: '30' });
  expect(rowOf('bob')).toHaveLength(2);
});
