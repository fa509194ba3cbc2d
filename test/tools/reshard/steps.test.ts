import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainChange } from '../../../tools/reshard/explain.ts';
import { MOST_SHARDS, stepsBetween } from '../../../tools/reshard/steps.ts';

const shards = fc.integer({ min: 1, max: MOST_SHARDS });

test('no call more than doubles or halves the shards, and the last one has the wanted number', () => {
  fc.assert(
    fc.property(shards, shards, (from, to) => {
      const steps = stepsBetween(from, to);
      const before = [from, ...steps];
      for (const [index, step] of steps.entries()) {
        expect(step).toBeLessThanOrEqual(2 * before[index]!);
        expect(step).toBeGreaterThanOrEqual(before[index]! / 2);
      }
      expect(before.at(-1)).toBe(to);
    }),
  );
});

test('as few calls as possible are made', () => {
  fc.assert(
    fc.property(shards, shards, (from, to) => {
      const ratio = Math.max(from, to) / Math.min(from, to);
      expect(stepsBetween(from, to).length).toBeGreaterThanOrEqual(Math.ceil(Math.log2(ratio)));
      expect(stepsBetween(from, to).length).toBeLessThanOrEqual(Math.ceil(Math.log2(ratio)) + 1);
    }),
  );
});

test.each([
  [4, 4, []],
  [4, 16, [8, 16]],
  [3, 10, [6, 10]],
  [9, 2, [5, 3, 2]],
])('from %i to %i shards goes by %j', (from, to, steps) => {
  expect(stepsBetween(from, to)).toEqual(steps);
});

test('the explanation names calls, throughput, lanes, marks and cost, and what must say the same', () => {
  const said = explainChange({ stream: 'like-events', from: 4, to: 16, retentionHours: 72 }).replaceAll(
    /\s+/g,
    ' ',
  );
  expect(said).toContain('like-events: from 4 shards to 16 shards, in 2 calls: 4 -> 8 -> 16');
  expect(said).toContain('16,000 records/s and 16 MB/s');
  expect(said).toMatch(/lanes 16: Lambda runs batch-likes up to 16 times/);
  // 4 + 8 + 16 lanes in all.
  expect(said).toMatch(/28 at least; .* 16 .* split for good, over 2 buckets/);
  // 12 shards × ($0.015 + $0.020) × 730
  expect(said).toContain('+$306.60 a month');
  expect(said).toContain('"overrides": { "shards": 16 }');
});

test('marks that fit are said to fit, and fewer shards cost less', () => {
  const said = explainChange({ stream: 'like-events', from: 4, to: 2, retentionHours: 24 }).replaceAll(
    /\s+/g,
    ' ',
  );
  expect(said).toContain('6 at least; 16 fit in 1 KB');
  expect(said).toContain('-$21.90 a month');
});

test('the explanation fits a terminal of a hundred columns, under its first line', () => {
  fc.assert(
    fc.property(shards, shards, fc.constantFrom('like-events', 'count-updates'), (from, to, stream) => {
      const said = explainChange({ stream, from, to, retentionHours: 72 });
      for (const line of said.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(100);
    }),
  );
});
