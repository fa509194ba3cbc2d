import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeEventIds } from '../../traffic/action.ts';
import { spreadUsers } from '../../traffic/spread-users.ts';
import { truthOf } from '../../traffic/truth.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { readVotes, type VoteFormat } from '../../traffic/vote-file.ts';

const DIR = mkdtempSync(join(tmpdir(), 'vote-file-'));
afterAll(() => rmSync(DIR, { recursive: true }));

const MOVIELENS = 'userId,movieId,rating,timestamp\n';
const CSV = 'at,user,post,action\n';

function read(format: VoteFormat, content: string, postPrefix = '') {
  const file = join(DIR, 'votes.csv');
  writeFileSync(file, content);
  return readVotes({ file, format, postPrefix, eventIdOf: makeEventIds(Date.now()) });
}

test.each<[string, VoteFormat, string, RegExp]>([
  ['an empty file', 'csv', '', /has no votes/],
  ['a header alone', 'csv', CSV, /has no votes/],
  [
    'the header of another format',
    'movielens',
    `${CSV}1,2,3,like\n`,
    /line 1: a movielens file starts with a header/,
  ],
  ['an unknown action', 'csv', `${CSV}1,ann,p,like\n2,ann,p,love\n`, /line 3: cannot tell like from unlike/],
  ['an action of two lines', 'csv', `${CSV}1,ann,p,"lo\nve"\n`, /cannot tell [^\n]*lo\\nve[^\n]*$/],
  ['an action of many letters', 'csv', `${CSV}1,ann,p,${'love'.repeat(999)}\n`, /cannot tell .{20,120}…"$/],
  ['a post that is not UTF-8', 'csv', `${CSV}1,ann,a\ufffd,like\n`, /line 2: .*replacement-character/],
  ['a rating that is no number', 'movielens', `${MOVIELENS}1,2,good,3\n`, /line 2: cannot tell/],
  ['a rating of six stars', 'movielens', `${MOVIELENS}1,2,6,3\n`, /line 2: cannot tell/],
  ['an empty rating', 'movielens', `${MOVIELENS}1,2,,3\n`, /line 2: cannot tell/],
  ['a missing column', 'csv', `${CSV}1,ann,p,like\n\n2,ann,like\n`, /line 4/],
  ['a quote that never ends', 'csv', `${CSV}1,"ann,p,like\n`, /votes\.csv: .*line/i],
  ['an empty user', 'csv', `${CSV}1,,p,like\n`, /line 2: the user is empty/],
  ['an empty post', 'csv', `${CSV}1,ann,,like\n`, /line 2: the post is not a good id \(empty\)/],
  ['a post over 128 bytes', 'csv', `${CSV}1,ann,${'ü'.repeat(65)},like\n`, /line 2: .*too-long/],
])('%s is refused with what is wrong and where', async (_, format, content, message) => {
  const reading = read(format, content);
  await expect(reading).rejects.toThrow(UsageError);
  await expect(reading).rejects.toThrow(message);
});

test('a file that is missing or is a directory is refused by name', async () => {
  const eventIdOf = makeEventIds(0);
  const options = { format: 'csv', postPrefix: '', eventIdOf } as const;
  await expect(readVotes({ ...options, file: join(DIR, 'none') })).rejects.toThrow(/none: no such file/);
  await expect(readVotes({ ...options, file: DIR })).rejects.toThrow(/cannot be read \(EISDIR\)/);
  const beyond = join(import.meta.filename, 'x');
  await expect(readVotes({ ...options, file: beyond })).rejects.toThrow(/x: cannot be read \(ENOTDIR\)/);
});

test('in MovieLens four stars and more are a like, less an unlike', async () => {
  const votes = await read(
    'movielens',
    `\uFEFF${MOVIELENS}1,10,4.0,0\r\n1,11,3.5,0\r\n2,10,5,0\r\n2,11,0.5,0`,
    'movie-',
  );
  expect(votes.map(({ user, postId, op }) => [user, postId, op])).toEqual([
    ['1', 'movie-10', 'like'],
    ['1', 'movie-11', 'unlike'],
    ['2', 'movie-10', 'like'],
    ['2', 'movie-11', 'unlike'],
  ]);
  expect(Object.fromEntries(truthOf(votes))).toEqual({ 'movie-10': 2, 'movie-11': 0 });
});

test('of a CSV the last line of a person on a post counts, whatever order the columns have', async () => {
  const votes = await read('csv', 'post,at,action,user\np,1,like,ann\n"a, b",1,like,ann\np,2,unlike,ann\n');
  expect(votes.map(({ id }) => id)).toEqual(votes.map(({ id }) => id).sort());
  expect(Object.fromEntries(truthOf(votes))).toEqual({ p: 0, 'a, b': 1 });
});

test('spreading users keeps each one in order and mixes them from start to end', async () => {
  const lines = ['a', 'b'].flatMap((user) =>
    Array.from({ length: 4 }, (_, post) => `0,${user},${post},like\n`),
  );
  const votes = spreadUsers(await read('csv', CSV + lines.join('')));
  expect(votes.map(({ user, postId }) => user + postId)).toEqual('a0 b0 a1 b1 a2 b2 a3 b3'.split(' '));
});
