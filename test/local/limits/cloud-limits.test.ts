import { expect, test } from 'vitest';
import { makeCloudLimits } from '../../../local/limits/cloud-limits.ts';

test.each([0, -1, 1.01, Number.NaN])('a scale of %d is an error', (scale) => {
  expect(() => makeCloudLimits({ scale })).toThrow('the scale must be above 0 and up to 1');
});

test('limits are on without a scale, and off whatever the scale is', () => {
  expect(makeCloudLimits().scale).toBe(1);
  expect(makeCloudLimits({ scale: 0.1 }).scale).toBe(0.1);
  expect(makeCloudLimits({ limits: 'off', scale: 0.1 }).scale).toBeUndefined();
});

test('the concurrency of the account is scaled, and lifted with the other limits', () => {
  const running = (options: Parameters<typeof makeCloudLimits>[0]) => {
    const part = makeCloudLimits(options).concurrency.addFunction(undefined);
    return Array.from({ length: 50 }, () => part.start()).filter(Boolean).length;
  };
  expect(running({ scale: 0.01 })).toBe(10);
  expect(running({ scale: 0.1, accountConcurrency: 30 })).toBe(3);
  expect(running({ limits: 'off', scale: 0.01 })).toBe(50);
});

test('throttles and loads of all servers are read together', () => {
  const limits = makeCloudLimits();
  const load = (component: string) => ({
    component,
    unit: 'records' as const,
    total: 1,
    limitPerSecond: 1_000,
  });
  limits.countThrottle('lambda');
  limits.countThrottle('lambda');
  limits.addSource(() => ({ throttles: { 'kinesis shard': 3 }, loads: [load('one')] }));
  limits.addSource(() => ({ throttles: {}, loads: [load('other')] }));
  expect(limits.readThrottles()).toEqual({ lambda: 2, 'kinesis shard': 3 });
  expect(limits.readLoad()).toEqual([load('one'), load('other')]);
});
