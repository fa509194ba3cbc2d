import { describe, expect, test } from 'vitest';
import { readOptions } from '../../bench/weights/options.ts';
import { withoutHash } from '../../bench/weights/measure.ts';
import { figuresOf, findGrowth, formatWeights, type Weights } from '../../bench/weights/weights.ts';

const WEIGHTS: Weights = {
  functions: { 'batch-likes': 110_000 },
  pages: { 'app.js': 1_500, 'style.css': 500 },
  longFiles: { 'bench/long.ts': 201 },
};

describe('growth', () => {
  test.each([
    [100, 109, []],
    [100, 100, []],
    [100, 50, []],
    [0, 0, []],
    [100, 110, ['GREW: bundle from 100 to 110 (+10%)']],
    [1_000, 2_500, ['GREW: bundle from 1,000 to 2,500 (+150%)']],
    [0, 1, ['GREW: bundle from 0 to 1']],
  ])('from %i to %i is said as %j', (before, now, lines) => {
    expect(findGrowth({ bundle: now }, { bundle: before })).toEqual(lines);
  });

  test('is not said of a figure without a baseline, nor of one that is gone', () => {
    expect(findGrowth({ new: 10 }, { gone: 10 })).toEqual([]);
  });

  test('of the pages is found in the sum too, and of long files in their number', () => {
    const now = { ...WEIGHTS, pages: { ...WEIGHTS.pages, 'new.js': 1_000 }, longFiles: { a: 201, b: 999 } };
    expect(findGrowth(figuresOf(now), figuresOf(WEIGHTS))).toEqual([
      'GREW: pages, all files from 2,000 to 3,000 (+50%)',
      'GREW: source files over 200 lines from 1 to 2 (+100%)',
    ]);
  });
});

test('the table has every figure with its baseline, the seconds that are known, and the names of long files', () => {
  const baseline = { 'function batch-likes': 100_000, 'pages, all files': 2_000 };
  const table = formatWeights(WEIGHTS, { 'type check': 4, tests: undefined }, baseline);
  expect(table.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  '))).toEqual([
    'function batch-likes  110,000 B gzipped  baseline 100,000',
    'pages, all files  2,000 B gzipped  baseline 2,000',
    'page app.js  1,500 B gzipped  baseline -',
    'page style.css  500 B gzipped  baseline -',
    'source files over 200 lines  1  baseline -',
    'type check  4 s',
    '  bench/long.ts: 201 lines',
  ]);
});

test('the seconds are those that the command line names', () => {
  expect(readOptions([])).toEqual({ typesSeconds: undefined, testsSeconds: undefined, write: false });
  expect(readOptions(['--types-seconds', '4', '--tests-seconds', '312.5', '--write'])).toEqual({
    typesSeconds: 4,
    testsSeconds: 312.5,
    write: true,
  });
  expect(() => readOptions(['--tests-seconds=-1'])).toThrow(
    '--tests-seconds must be a number from 0, not "-1"',
  );
});

test.each([
  ['assets/feed-Bq3xY_1z.js', 'assets/feed.js'],
  ['assets/control-room--q3xY_1z.css', 'assets/control-room.css'],
  ['built/like-button.js', 'built/like-button.js'],
  ['index.html', 'index.html'],
])('the hash in the name of %s does not make it another file: %s', (name, kept) => {
  expect(withoutHash(name)).toBe(kept);
});
