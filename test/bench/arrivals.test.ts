import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeArrivals } from '../../bench/arrivals.ts';

const START_MS = Date.UTC(2026, 0, 1);

async function writeVotes(lines: readonly string[]) {
  const dir = await mkdtemp(join(tmpdir(), 'bench-votes-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const file = join(dir, 'votes.csv');
  await writeFile(file, ['at,user,post,action', ...lines].join('\n'));
  return { file, format: 'csv' } as const;
}

test('in an arrival of likes each person likes each post once, and nobody takes anything back', async () => {
  const votes = await writeVotes(['1,ann,a,like', '2,ann,a,like', '3,bob,a,unlike', '4,bob,b,like']);
  const { arrivals } = await makeArrivals({ likes: 300, seed: 1, votes });
  const likesOnly = arrivals.filter((arrival) => arrival.likesOnly);
  expect(likesOnly.map(({ name }) => name)).toEqual(['file', 'zipf', 'hot']);
  for (const { makeActions, name } of likesOnly) {
    const actions = makeActions('x-', START_MS);
    expect(actions).toHaveLength(name === 'file' ? 2 : 300);
    expect(new Set(actions.map(({ user, postId }) => `${user} ${postId}`)).size).toBe(actions.length);
    expect(actions.every(({ op, postId }) => op === 'like' && postId.startsWith('x-'))).toBe(true);
  }
});

test('the popularity of posts is that of the likes of the whole file', async () => {
  const votes = await writeVotes(['1,ann,a,like', '2,bob,a,like', '3,bob,b,like', '4,cat,c,unlike']);
  expect((await makeArrivals({ likes: 1, seed: 1, votes })).popularity).toEqual([2, 1]);
  expect((await makeArrivals({ likes: 1, seed: 1, votes: undefined })).popularity).toBeUndefined();
});

test('one seed makes one workload', async () => {
  const make = async (seed: number) => {
    const { arrivals } = await makeArrivals({ likes: 100, seed, votes: undefined });
    return arrivals.map(({ makeActions }) => makeActions('', START_MS));
  };
  expect(await make(1)).toEqual(await make(1));
  expect(await make(1)).not.toEqual(await make(2));
});

test('a hot post is one post, and people who change their minds take likes back', async () => {
  const { arrivals } = await makeArrivals({ likes: 300, seed: 1, votes: undefined });
  const actionsOf = (name: string) =>
    arrivals.find((arrival) => arrival.name === name)?.makeActions('', START_MS) ?? [];
  expect(new Set(actionsOf('hot').map(({ postId }) => postId)).size).toBe(1);
  expect(actionsOf('changes').some(({ op }) => op === 'unlike')).toBe(true);
});
