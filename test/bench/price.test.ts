import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatPrices, formatReads, pricePerMillion, totalOf } from '../../bench/costs/price.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';

const read = (path: string) => readFileSync(join(PROJECT_DIR, path), 'utf8');

test('a million likes of a hot post share their counter writes, and those of the long tail do not', () => {
  const [hot, tail] = [pricePerMillion('hotPost'), pricePerMillion('longTail')];
  expect(hot['counter writes']).toBeCloseTo(0.00625);
  expect(tail['counter writes']).toBeCloseTo(0.625);
  expect(hot['ledger writes']).toBe(tail['ledger writes']);
  expect(totalOf(hot)).toBeCloseTo(Object.values(hot).reduce((sum, each) => sum + each));
});

test('the page of costs shows the prices that the code computes', () => {
  expect(read('docs/costs.md')).toContain(`<!-- prices: begin -->\n${formatPrices()}\n<!-- prices: end -->`);
});

test('the page of costs shows what reads and updates cost', () => {
  expect(read('docs/costs.md')).toContain(`<!-- reads: begin -->\n${formatReads()}\n<!-- reads: end -->`);
});

test('the README names the price of a million likes, all in', () => {
  const [hot, tail] = [pricePerMillion('hotPost'), pricePerMillion('longTail')].map((parts) =>
    totalOf(parts).toFixed(2),
  );
  expect(read('README.md').replace(/\s+/g, ' ')).toContain(
    `A million likes cost $${hot} on one hot post and $${tail} on the long tail, all in`,
  );
});
