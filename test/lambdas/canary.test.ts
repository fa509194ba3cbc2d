import '../../trials/fuzz/environment.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeAskedApi } from '../../adapters/http/asked-api.ts';
import { CountedLateError, makeCanary } from '../../lambdas/canary.ts';
import { logger, metrics } from '../../lambdas/runtime/telemetry.ts';
import { type FaultyApi, startFaultyApi } from '../traffic/faulty-api.ts';

const FRESHNESS_MS = 5_000;

let server: FaultyApi;
let nowMs: number;
let logged: unknown[];
let freshness: number | undefined;
beforeEach(async () => {
  server = await startFaultyApi();
  nowMs = 0;
  logged = [];
  freshness = undefined;
  vi.spyOn(logger, 'error').mockImplementation((...args) => void logged.push(args));
  vi.spyOn(metrics, 'addMetric').mockImplementation((name, unit, value) => {
    if (name === 'CanaryFreshness' && unit === 'Milliseconds') freshness = value;
    return metrics;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

async function wait(ms: number) {
  nowMs += ms;
}
const now = () => nowMs;

function run(remainingMs = 120_000) {
  const canary = makeCanary(FRESHNESS_MS, {
    api: makeAskedApi({ url: server.url, patienceMs: 1_000, now, wait: () => wait(500) }),
    newPostId: () => '_canary-1',
    timeoutMs: 40_000,
    now,
    wait,
  });
  return canary({}, { getRemainingTimeInMillis: () => remainingMs });
}

/** The like is read as counted after so many reads, which are half a second apart. */
function countAfter(reads: number) {
  let done = 0;
  server.tamper = (_, count) => (count === 1 && done++ < reads ? 0 : count);
}

test('a like that is never counted fails, is taken back, and the log says which step it was', async () => {
  server.tamper = () => 0;
  await expect(run()).rejects.toMatchObject({ name: 'SurpriseError' });
  expect(JSON.stringify(logged)).toContain('FAILED  counts it, once');
  expect(server.count('_canary-1')).toBe(0);
});

test('a like that is counted too late fails, and says by how much', async () => {
  countAfter(11);
  await expect(run()).rejects.toThrow(CountedLateError);
  expect(freshness).toBe(5_500);
  expect(server.count('_canary-1')).toBe(0);
});

test('an API that does not answer fails', async () => {
  server.fault = () => 503;
  await expect(run()).rejects.toMatchObject({ name: 'SurpriseError' });
  expect(JSON.stringify(logged)).toContain('FAILED  issues a visitor');
});

test('a run that has no time left fails before it likes anything', async () => {
  await expect(run(0)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(server.arrived).toEqual([]);
});

test('a like that is counted in time goes well, and nothing is logged but how long it took', async () => {
  countAfter(6);
  await run();
  expect(freshness).toBe(3_000);
  expect(logged).toEqual([]);
});
