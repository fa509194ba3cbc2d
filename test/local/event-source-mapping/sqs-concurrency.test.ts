import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterPoll,
  type Bounds,
  type Concurrency,
  type PollOutcome,
  startConcurrency,
} from '../../../local/event-source-mapping/sqs-concurrency.ts';

const MINUTE_MS = 60_000;
const WIDE: Bounds = { maximumConcurrency: undefined, machineConcurrency: 2_000, reportsItemFailures: false };

const limitAfter = (outcome: PollOutcome, from: Concurrency, nowMs: number, bounds = WIDE) =>
  afterPoll(from, outcome, nowMs, bounds).limit;

test('a mapping begins with five batches at a time, or with less when a bound is lower', () => {
  expect(startConcurrency(WIDE, 0).limit).toBe(5);
  expect(startConcurrency({ ...WIDE, maximumConcurrency: 2 }, 0).limit).toBe(2);
  expect(startConcurrency({ ...WIDE, machineConcurrency: 1 }, 0).limit).toBe(1);
});

test('while messages are there it takes 300 batches more in a minute, in steps as small as there is time for', () => {
  let concurrency = startConcurrency(WIDE, 0);
  for (let nowMs = 0; nowMs <= MINUTE_MS; nowMs += 150)
    concurrency = afterPoll(concurrency, 'done', nowMs, WIDE);
  expect(concurrency.limit).toBe(305);
  expect(limitAfter('done', startConcurrency(WIDE, 0), MINUTE_MS)).toBe(305);
});

test('an empty queue brings it back to five, and the time without messages does not count', () => {
  const empty = afterPoll({ limit: 100, sinceMs: 0 }, 'empty', MINUTE_MS, WIDE);
  expect(empty.limit).toBe(5);
  expect(limitAfter('done', empty, MINUTE_MS + 100)).toBe(5);
});

test('it backs off after a throttle and after a function error', () => {
  const many = { limit: 100, sinceMs: 0 };
  expect(limitAfter('throttled', many, MINUTE_MS)).toBe(50);
  expect(limitAfter('failed', many, MINUTE_MS)).toBe(50);
});

test('with ReportBatchItemFailures it backs off after a throttle only', () => {
  const bounds = { ...WIDE, reportsItemFailures: true };
  const many = { limit: 100, sinceMs: 0 };
  expect(limitAfter('throttled', many, 0, bounds)).toBe(50);
  expect(limitAfter('failed', many, 0, bounds)).toBe(100);
});

test('whatever happens, the limit is at least 1 and within all bounds', () => {
  const outcome = fc.constantFrom<PollOutcome>('empty', 'done', 'failed', 'throttled');
  const steps = fc.array(fc.tuple(outcome, fc.nat(MINUTE_MS)), { maxLength: 100 });
  const anyBounds = fc.record({
    maximumConcurrency: fc.option(fc.integer({ min: 2, max: 1_000 }), { nil: undefined }),
    machineConcurrency: fc.integer({ min: 1, max: 2_000 }),
    reportsItemFailures: fc.boolean(),
  });
  fc.assert(
    fc.property(anyBounds, steps, (bounds, polls) => {
      let nowMs = 0;
      let concurrency = startConcurrency(bounds, nowMs);
      for (const [after, passedMs] of polls) {
        nowMs += passedMs;
        concurrency = afterPoll(concurrency, after, nowMs, bounds);
        const { maximumConcurrency = 1_000, machineConcurrency } = bounds;
        expect(concurrency.limit).toBeGreaterThanOrEqual(1);
        expect(concurrency.limit).toBeLessThanOrEqual(Math.min(maximumConcurrency, machineConcurrency));
      }
    }),
  );
});
