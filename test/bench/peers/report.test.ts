// What the report says is made from the results. So other results make it say something else.

import { expect, test } from 'vitest';
import { designs } from '../../../bench/peers/designs.ts';
import { findOurErrors } from '../../../bench/peers/find-our-errors.ts';
import { findLosses } from '../../../bench/peers/find-losses.ts';
import type { CostRun } from '../../../bench/peers/measure-costs.ts';
import type { ErrorRun } from '../../../bench/peers/measure-errors.ts';
import { formatPeers } from '../../../bench/peers/report.ts';
import type { PeerResults } from '../../../bench/peers/results.ts';

const cost = (design: string, part: Partial<CostRun> = {}): CostRun => ({
  design,
  workload: 'hot',
  seed: 1,
  ledgerUnits: 1,
  counterUnits: 0.01,
  readUnits: 0,
  requests: 0.05,
  cpuMicroseconds: 100,
  boundUnits: 0.01,
  likesPerSecond: 1_000,
  error: 0,
  unitsOfRead: 0.5,
  ...part,
});

const error = (design: string, part: Partial<ErrorRun> = {}): ErrorRun => ({
  design,
  fault: 'crashes',
  seed: 1,
  error: 0,
  happened: 1,
  ...part,
});

const results = (costs: readonly CostRun[], errors: readonly ErrorRun[] = []): PeerResults => ({
  date: '2026-01-01',
  commit: 'abc1234',
  command: 'npm run bench:peers',
  machine: { cpu: 'a', cores: 2, memoryGiB: 4, system: 'b', node: 'v24', packages: {} },
  store: { name: 'dynamodb-local', version: '1.0.0' },
  seeds: 1,
  likes: 100,
  faultLikes: 100,
  designs: designs.filter(({ name }) => ['naive', 'one-transaction', 'ours'].includes(name)),
  workloads: [{ name: 'hot', title: 'One hot post', likesOnly: true }],
  costs,
  errors,
});

const others = [cost('naive'), cost('one-transaction')];

test('where nothing is behind, the report says so', () => {
  expect(findLosses(results([...others, cost('ours')]))).toEqual([]);
  expect(formatPeers(results([...others, cost('ours')]))).toContain('ours is behind in nothing');
});

test.each<[Partial<CostRun>, string]>([
  [{ counterUnits: 1 }, 'One hot post: write units per like: 1.98×'],
  [{ readUnits: 0.1 }, 'One hot post: read units per like: 0.100 against none'],
  [{ requests: 0.1 }, 'One hot post: requests per like: 2.00×'],
  [{ cpuMicroseconds: 150 }, 'One hot post: client CPU per like: 1.50×'],
  [{ likesPerSecond: 700 }, 'One hot post: likes/s: 0.70×'],
  [{ error: 0.05 }, 'One hot post: error: 5.00% against 0.00%'],
  [{ boundUnits: 0.02 }, 'likes/s on one post before the first throttle: 0.50×'],
  [{ unitsOfRead: 1 }, 'read units of one count: 2.00×'],
])('a loss is named, with the designs that are better: %j', (part, line) => {
  const report = formatPeers(results([...others, cost('ours', part)]));
  expect(report).toContain(`- ${line} (naive ADD)`);
  expect(report).not.toContain('behind in nothing');
});

test('a lead is no loss, and neither is a difference that is too small', () => {
  const ours = { cpuMicroseconds: 101.9, likesPerSecond: 2_000, requests: 0.01 };
  expect(findLosses(results([...others, cost('ours', ours)]))).toEqual([]);
});

test('an error of ours under a fault is a loss, and fails the command', () => {
  const errors = [error('naive'), error('one-transaction', { error: 0.5 }), error('ours', { error: 0.25 })];
  const wrong = results([...others, cost('ours')], errors);
  expect(formatPeers(wrong)).toContain('- error under: crashes: 25.00% against 0.00% (naive ADD)');
  expect(findOurErrors(wrong)).toEqual(['crashes: our counts were wrong in 1 of 1 runs']);
  expect(findOurErrors(results([...others, cost('ours', { error: 1 })]))).toEqual([
    'One hot post: our counts were wrong in 1 of 1 runs',
  ]);
  expect(findOurErrors(results([...others, cost('ours')], [error('ours')]))).toEqual([]);
});

test('who beats ours is shown with what they counted wrong', () => {
  const costs = [
    cost('naive', { cpuMicroseconds: 50 }),
    cost('one-transaction', { cpuMicroseconds: 50 }),
    cost('ours'),
  ];
  const report = formatPeers(results(costs, [error('naive', { error: 0.1 }), error('one-transaction')]));
  expect(report).toContain('- naive ADD: crashes');
  expect(report).toContain('- ledger and ADD in one transaction: nothing; it was exact in every run');
});

test('spreads are shown, a claim that was not kept is marked, and what no run had is a dash', () => {
  const errors = [
    error('one-transaction', { error: 0.1 }),
    error('one-transaction', { error: 0.3, seed: 2 }),
    error('one-transaction', { error: 0.2, seed: 3 }),
    error('naive', { error: 0.2 }),
  ];
  const report = formatPeers(results([...others, cost('ours')], errors));
  expect(report).toContain('20.0 (10.0–30.0) (claimed exact)');
  expect(report).toMatch(/\| naive ADD \| – \| 20\.0 \| – \|/);
});

test('ratios are taken within a seed', () => {
  const runs = (design: string, cpu: readonly number[]) =>
    cpu.map((cpuMicroseconds, index) => cost(design, { cpuMicroseconds, seed: index + 1 }));
  const costs = [...runs('naive', [100, 200, 400]), ...runs('one-transaction', [100, 200, 400])];
  const losses = findLosses(results([...costs, ...runs('ours', [150, 300, 600])]));
  expect(losses.map(({ by }) => by)).toEqual(['1.50×', '1.50×']);
});
