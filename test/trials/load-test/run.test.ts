// The run against an API in memory that counts at once. Nothing of a local cloud is known, as with a deployed API.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePlan } from '../../../planner/make-plan.ts';
import { findRig } from '../../../scenarios/index.ts';
import { makeBudget } from '../../../trials/load-test/budget.ts';
import { readOptions } from '../../../trials/load-test/options.ts';
import { requestsNeeded } from '../../../trials/load-test/requests-needed.ts';
import { faultsOf } from '../../../trials/load-test/result.ts';
import { runLoadTest } from '../../../trials/load-test/run.ts';
import { type FaultyApi, startFaultyApi } from '../../traffic/faulty-api.ts';

const plan = makePlan(findRig('social-media')!);
const options = readOptions(['--minutes', '0.03', '--seed', '4', '--calibration-seconds', '1']);
if (options === 'help') throw new Error('these are options');

const TIMING = { equalForMs: 0, unchangedForMs: 1_000 };
/** The load itself, and not the likes of the calibration. */
const isLoad = () => server.requests.at(-1)?.includes('/load-') ?? false;

let server: FaultyApi;
beforeEach(async () => {
  server = await startFaultyApi();
});
afterEach(() => server.close());

const run = ({ budget = makeBudget(), signal = new AbortController().signal } = {}) =>
  runLoadTest(options, {
    plan,
    url: server.url,
    system: undefined,
    openNaive: undefined,
    budget,
    timing: TIMING,
    say() {},
    out: { isTTY: false, columns: 80, write() {} },
    signal,
  });

test('every like is counted, and what HTTP does not show is not measured', async () => {
  const { comparison, judgement, seconds, freshness, endedBy, fates } = await run();
  expect(comparison?.differences).toEqual([]);
  expect(fates.accepted).toBe(10);
  expect(seconds.reduce((sum, { sent }) => sum + sent, 0)).toBe(10);
  expect(freshness?.p50).toBeGreaterThan(0);
  expect(endedBy).toBeUndefined();
  const measured = new Map(judgement.rows.map((row) => [row.name, row.measured]));
  expect(measured.get('accepted')).toBe(10);
  expect(measured.get('shardThrottles')).toBeUndefined();
});

test('a like whose answer is lost is sent again with the same id, and counts once', async () => {
  let lost = 0;
  server.fault = () => (isLoad() && lost++ < 3 ? 'accept-then-reset' : undefined);
  const { comparison, fates } = await run();
  expect(fates.unknown).toBe(3);
  expect(comparison?.differences).toEqual([]);
});

test('a like that is refused must not be counted', async () => {
  let refused = 0;
  server.fault = () => (isLoad() && refused++ < 3 ? 429 : undefined);
  const { comparison, fates } = await run();
  expect(fates.refused).toBe(3);
  expect(comparison).toMatchObject({ differences: [], likesCounted: 7 });
});

test('a count that is wrong is a fault', async () => {
  server.tamper = (postId, count) => (/^load-.*hot/.test(postId) ? count + 1 : count);
  const result = await run();
  expect(faultsOf(result).join()).toMatch(/^1 of \d+ posts were counted wrong/);
});

test.each([10, 60, 68, 72])(
  'with a budget of %d requests not one more is sent, and the report says so',
  async (most) => {
    const result = await run({ budget: makeBudget(most) });
    expect(server.requests.length).toBeLessThanOrEqual(most);
    expect(result).toMatchObject({ endedBy: 'budget', requests: { spent: most, most } });
    expect(faultsOf(result)).toContain('the budget of requests was spent before the run was over');
  },
);

test('a run needs about as many requests as it says', async () => {
  const { requests } = await run();
  const needed = requestsNeeded(options, plan);
  expect(requests.spent).toBeLessThanOrEqual(needed);
  expect(requests.spent).toBeGreaterThan(needed / 2);
});

test('an interruption ends it at once, and what was measured until then is reported', async () => {
  const stop = new AbortController();
  let sent = 0;
  server.fault = () => {
    if (isLoad() && ++sent === 4) stop.abort();
    return undefined;
  };
  const { endedBy, fates, comparison } = await run({ signal: stop.signal });
  expect(endedBy).toBe('interruption');
  expect(fates.accepted).toBeGreaterThan(0);
  expect(comparison).toBeUndefined();
});

test('an API that takes no likes is known before the run begins', async () => {
  server.refusals.set('PUT /v1/posts', 404);
  await expect(run()).rejects.toMatchObject({ name: 'RefusedError', status: 404 });
});
