import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeEventIds } from '../../traffic/action.ts';
import { spreadUsers } from '../../traffic/spread-users.ts';
import { truthOf } from '../../traffic/truth.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import type { VoteFormat } from '../../traffic/vote-columns.ts';
import { readVotes, type VoteFileOptions } from '../../traffic/vote-file.ts';
import { linesAddUp } from '../../traffic/vote-rows.ts';

const DIR = mkdtempSync(join(tmpdir(), 'vote-file-'));
afterAll(() => rmSync(DIR, { recursive: true }));

const MOVIELENS = 'userId,movieId,rating,timestamp\n';
const CSV = 'at,user,post,action\n';

type Layout = Pick<VoteFileOptions, 'delimiter' | 'columns'>;

function readFile(format: VoteFormat, content: string | Buffer, postPrefix = '', layout: Layout = {}) {
  const file = join(DIR, 'votes.csv');
  writeFileSync(file, content);
  return readVotes({ file, format, postPrefix, eventIdOf: makeEventIds(Date.now()), ...layout });
}

const read = async (...args: Parameters<typeof readFile>) => (await readFile(...args)).actions;
const namesOf = (votes: Awaited<ReturnType<typeof read>>) =>
  votes.map(({ user, postId, op }) => `${user} ${op}s ${postId}`);

test.each<[string, VoteFormat, string | Buffer, RegExp]>([
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
  [
    'a Latin-1 user',
    'csv',
    Buffer.from(`${CSV}1,ann,p,like\n2,jos\xe9,p,like\n`, 'latin1'),
    /line 3: .*UTF-8/,
  ],
  ['a Latin-1 comment', 'csv', Buffer.from('user,post,why\nann,p,caf\xe9\n', 'latin1'), /line 2: .*UTF-8/],
  ['a Latin-1 header', 'csv', Buffer.from('user,post,caf\xe9\n1,2,3\n', 'latin1'), /line 1: .*UTF-8/],
  ['a file of UTF-16', 'csv', Buffer.from(`\ufeff${CSV}1,ann,p,like\n`, 'utf16le'), /line 1: .*UTF-8/],
  ['a user that was not UTF-8', 'csv', `${CSV}1,a\ufffd,p,like\n`, /line 2: the user .*replacement-char/],
  ['a user of two lines', 'csv', `${CSV}1,"a\nb",p,like\n`, /line 2: the user .*control-character/],
  ['a user after a no-break space', 'csv', `${CSV}1,\u00a0ann,p,like\n`, /line 2: the user has white space/],
  ['a post before a space of no width', 'csv', `${CSV}1,ann,p\u200b,like\n`, /line 2: the post has white/],
  [
    'a user in two Unicode forms',
    'csv',
    `${CSV}1,jos\u00e9,p,like\n\n2,jose\u0301,p,like\n`,
    /line 4: the user "[^"]*" is written in another Unicode form on line 2/,
  ],
  [
    'a post in two Unicode forms',
    'csv',
    `${CSV}1,ann,e\u0301,like\n2,ann,\u00e9,like\n`,
    /line 3: the post .* on line 2/,
  ],
  ['a time that is none', 'csv', `${CSV}soon,ann,p,like\n`, /line 2: "soon" is neither a number nor an ISO/],
  ['an empty time', 'csv', `${CSV},ann,p,like\n`, /line 2: "" is neither/],
  ['times of two kinds', 'csv', `${CSV}1,ann,p,like\n2024-01-01,ann,p,like\n`, /line 3: .* is not a number/],
  ['one field too many', 'csv', `${CSV}1,ann,p,like,really\n`, /line 2: there are 5 fields, .* 4 columns/],
  ['a column that is there twice', 'csv', 'user,user,post\n1,2,3\n', /line 1: .* the column user twice/],
  [
    'an unknown delimiter',
    'csv',
    'user;post\n1;2\n',
    /line 1: .*user, post \(see --columns and --delimiter\)/,
  ],
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

test('a CSV that is not in the order of time is sorted, and the person is told', async () => {
  const times = [
    ['10', '9', '9.5'],
    ['1700000000000000002', '1700000000000000000', '1700000000000000001'],
    ['2024-03-10T01:00:00+01:00', '2024-03-09', '2024-03-09 23:59:59.999999'],
    ['2024-01-01T00:00:00.000002Z', '2024-01-01T00:00:00.000000Z', '2024-01-01T00:00:00.000001Z'],
  ];
  for (const [last, first, middle] of times) {
    const content = `${CSV}${last},ann,p,unlike\n${first},ann,p,like\n${middle},bob,p,like\n`;
    const { actions, notes } = await readFile('csv', content);
    expect(namesOf(actions)).toEqual(['ann likes p', 'bob likes p', 'ann unlikes p']);
    expect(Object.fromEntries(truthOf(actions))).toEqual({ p: 1 });
    expect(notes).toEqual([
      expect.stringMatching(/votes\.csv is not in the order of time: it was sorted by at$/),
    ]);
  }
});

test('votes of the same time stay in the order of the file, and nothing is said', async () => {
  const { actions, notes } = await readFile('csv', `${CSV}1,ann,p,like\n1,ann,p,unlike\n1,ann,p,like\n`);
  expect(namesOf(actions)).toEqual(['ann likes p', 'ann unlikes p', 'ann likes p']);
  expect(notes).toEqual([]);
});

test('spaces around names are left out, so that one person has one name', async () => {
  const votes = await read(
    'csv',
    `at, user ,post,action\n1, ann,p , like\n2,ann ,\tp,like\n3," ann",p,like\n`,
  );
  expect(namesOf(votes)).toEqual(Array.from({ length: 3 }, () => 'ann likes p'));
});

test('upper and lower case are two persons', async () => {
  expect(namesOf(await read('csv', `${CSV}1,Ann,p,like\n2,ann,p,like\n`))).toEqual([
    'Ann likes p',
    'ann likes p',
  ]);
});

test.each([
  ['a semicolon', ';'],
  ['a tab', '\t'],
  ['a bar', '|'],
])('columns may have other names and be parted by %s', async (_, delimiter) => {
  const rows = [
    ['kind', 'post_id', 'created', 'user_id', 'why'],
    ['like', 'a,b', '2', 'ann', 'x'],
    ['unlike', 'c', '1', 'bob', 'x'],
  ];
  const content = rows.map((row) => row.join(delimiter)).join('\r\n');
  const columns = { user: 'user_id', post: 'post_id', at: 'created', action: 'kind' };
  const { actions, notes } = await readFile('csv', content, '', { delimiter, columns });
  expect(namesOf(actions)).toEqual(['bob unlikes c', 'ann likes a,b']);
  expect(notes).toEqual([expect.stringMatching(/sorted by created$/)]);
});

test('a column that is mapped and missing is refused', async () => {
  const reading = read('csv', 'user,post,kind\n1,2,like\n', '', { columns: { action: 'knid' } });
  await expect(reading).rejects.toThrow(/line 1: .*user, post, knid/);
});

test('without a column of actions each vote is a like, and the person is told', async () => {
  const { actions, notes } = await readFile('csv', 'user,post\nann,p\nbob,p\n');
  expect(namesOf(actions)).toEqual(['ann likes p', 'bob likes p']);
  expect(notes).toEqual([
    expect.stringMatching(/no column of actions: each of its votes is a like$/),
    expect.stringMatching(/no column of times: its votes are taken in the order of the file$/),
  ]);
});

test.each(['\n', '\r\n', '\r'])('every line is accounted for, with lines that end in %j', async (end) => {
  const rows = ['at,user,post,action', '', '1,ann,p,like', ' \t', ',,,', '2,bob,p,like', '""'];
  for (const last of ['', end]) {
    const { actions, lines } = await readFile('csv', `\uFEFF${rows.join(end)}${last}`);
    expect(namesOf(actions)).toEqual(['ann likes p', 'bob likes p']);
    expect(lines).toEqual({ read: 7, used: 2, header: 1, blank: 4 });
    expect(linesAddUp(lines)).toBe(true);
  }
});

test('a quoted field of several lines counts as its lines', async () => {
  const { lines } = await readFile('csv', 'user,post,why\nann,p,"one\ntwo, ""2""\nthree"\nbob,p,x\n');
  expect(lines).toEqual({ read: 5, used: 4, header: 1, blank: 0 });
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
