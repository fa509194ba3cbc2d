import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { makeEventIds } from '../../traffic/action.ts';
import { truthOfFile } from '../../traffic/file-truth.ts';
import { truthOf } from '../../traffic/truth.ts';
import { readVotes } from '../../traffic/vote-file.ts';
import { linesAddUp } from '../../traffic/vote-rows.ts';

const DIR = mkdtempSync(join(tmpdir(), 'file-truth-'));
afterAll(() => rmSync(DIR, { recursive: true }));

const truth = (text: string, delimiter = ',') =>
  Object.fromEntries(truthOfFile(Buffer.from(text), { format: 'csv', postPrefix: '', delimiter }));

test('a row that comes later in the file and earlier in time does not win', () => {
  const header = 'at,user,post,action\n';
  expect(truth(`${header}10,ann,p,unlike\n9,ann,p,like\n`)).toEqual({ p: 0 });
  const dates = '2024-01-01T00:00+01:00,ann,p,like\n2023-12-31T23:30Z,ann,p,unlike\n';
  expect(truth(header + dates)).toEqual({ p: 0 });
});

test('spaces, quotes, blank rows and a byte order mark make nobody else', () => {
  expect(truth('\uFEFF"user",post\r\n ann,p\r\n\r\n"ann ","p"\r\n,\r\nann\t, p')).toEqual({ p: 1 });
});

test('names are compared as bytes, and posts are told as text', () => {
  expect(truth('user;post\né;"a;""ü"""\nè;"a;""ü"""\n', ';')).toEqual({ 'a;"ü"': 2 });
});

test('MovieLens: the last rating of a person counts, and four stars are a like', () => {
  const bytes = Buffer.from('userId,movieId,rating,timestamp\n1,10,4.0,9\n2,10,3.5,9\n1,11,5,9\n1,11,1,3\n');
  const of = (columns: object) =>
    Object.fromEntries(truthOfFile(bytes, { format: 'movielens', postPrefix: 'movie-', columns }));
  expect(of({})).toEqual({ 'movie-10': 1, 'movie-11': 0 });
  expect(of({ at: 'timestamp' })).toEqual({ 'movie-10': 1, 'movie-11': 1 });
});

// Both readings of a file must come to the same counts, and neither uses the other's code.
const names = fc.constantFrom('ann', 'Ann', 'bob', 'é', 'a,b', 'say "hi"', '12', 'あ', 'x;y', "o'k");
const numbers = fc.constantFrom('1', '2', '10', '2.5', '1700000000000000001', '1700000000000000000');
const dates = fc.constantFrom(
  '2024-01-01',
  '2024-01-01T00:00:00.000001Z',
  '2023-12-31 23:59',
  '2024-01-01T01:00:00+02:00',
);
const rowsWith = (times: fc.Arbitrary<string>) =>
  fc.array(
    fc.record({
      at: times,
      user: names,
      post: names,
      action: fc.constantFrom('like', 'unlike'),
      comment: fc.constantFrom('', 'two\nlines', '\r\n', 'x'),
      padding: fc.constantFrom('', '', ' ', '\t'),
      quotes: fc.boolean(),
      blankBefore: fc.constantFrom('', '', 'blank', 'delimiters'),
    }),
    { minLength: 1 },
  );
const files = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  end: fc.constantFrom('\n', '\r\n'),
  bom: fc.constantFrom('', '\uFEFF'),
  rows: fc.oneof(rowsWith(numbers), rowsWith(dates)),
});
type File = typeof files extends fc.Arbitrary<infer Value> ? Value : never;

function write({ delimiter, end, bom, rows }: File): string {
  const lines = rows.flatMap(({ at, user, post, action, comment, padding, quotes, blankBefore }) => {
    const fields = [at, user, post, action, comment].map((field) =>
      quotes || /[",;\t\r\n]/.test(field)
        ? `"${(padding + field + padding).replaceAll('"', '""')}"`
        : padding.replace(delimiter, '') + field,
    );
    const blank = blankBefore === '' ? [] : [blankBefore === 'blank' ? '' : delimiter.repeat(4)];
    return [...blank, fields.join(delimiter)];
  });
  return bom + [['at', 'user', 'post', 'action', 'comment'].join(delimiter), ...lines].join(end);
}

test('both readings of any file come to the same counts, and every line is accounted for', async () => {
  const path = join(DIR, 'votes.csv');
  await fc.assert(
    fc.asyncProperty(files, async (file) => {
      writeFileSync(path, write(file));
      const layout = { format: 'csv', postPrefix: 'p-', delimiter: file.delimiter } as const;
      const votes = await readVotes({ file: path, ...layout, eventIdOf: makeEventIds(0) });
      expect(linesAddUp(votes.lines)).toBe(true);
      expect(Object.fromEntries(truthOf(votes.actions))).toEqual(
        Object.fromEntries(truthOfFile(votes.bytes, layout)),
      );
    }),
    { numRuns: 300 },
  );
});
