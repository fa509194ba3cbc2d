// Those who look at a chaos run, against a WebSocket API that tells what the test wants.

import { expect, onTestFinished, test } from 'vitest';
import { Journal } from '../../../trials/chaos/journal.ts';
import { findViewerDifferences, LiveViewers } from '../../../trials/chaos/live-viewers.ts';
import { makeSeededRandom } from '../../../traffic/seeded-random.ts';
import { OK, startTestApi } from '../../local/websocket/test-api.ts';

const PROTOCOL = { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'likes.v1' } };
const QUICKLY = { unchangedForMs: 300, timeoutMs: 20_000 };
const TRUTH = new Map([['p', 3]]);

/** @param countOf what the nth subscription is answered with */
async function startViewers(count: number, countOf: (nth: number) => number) {
  let subscriptions = 0;
  const subscribe = () => {
    const posts = [{ postId: 'p', count: countOf(++subscriptions), asOf: `2026-01-${9 + subscriptions}` }];
    return { statusCode: 200, body: JSON.stringify({ type: 'counts', posts }) };
  };
  const api = await startTestApi({ routes: { $connect: () => PROTOCOL, $disconnect: () => OK, subscribe } });
  const journal = new Journal();
  const viewers = new LiveViewers({
    cloud: api,
    visitors: { tokenOf: async (user) => user },
    count,
    postIds: () => ['p'],
    random: makeSeededRandom(1),
    journal,
    signal: new AbortController().signal,
  });
  onTestFinished(() => viewers.close());
  await viewers.start();
  return { viewers, journal };
}

test('a viewer that shows a wrong count, or is not connected, differs', () => {
  const shown = new Map([
    ['p', { count: 2, asOf: null }],
    ['unknown', { count: 0, asOf: null }],
  ]);
  const viewers = [
    { isLooking: true, shown },
    { isLooking: false, shown: new Map() },
  ];
  expect(findViewerDifferences(viewers, TRUTH)).toEqual([
    { viewer: 0, postId: 'p', expected: 3, shown: 2 },
    { viewer: 1, postId: undefined, expected: undefined, shown: undefined },
  ]);
});

test('viewers that stay wrong are found, and waited for no longer', async () => {
  const { viewers } = await startViewers(1, () => 2);
  const { differences, exactAtMs } = await viewers.settle(TRUTH, {
    unchangedForMs: 2_000,
    timeoutMs: 20_000,
  });
  expect(differences).toEqual([{ viewer: 0, postId: 'p', expected: 3, shown: 2 }]);
  expect(exactAtMs).toBeUndefined();
}, 30_000);

test('viewers whose connections are dropped come back, and become exact', async () => {
  // The first answers are of a time before the last like.
  const { viewers, journal } = await startViewers(2, (nth) => (nth <= 2 ? 2 : 3));
  const drops = setInterval(() => void viewers.dropSome(), 400);
  onTestFinished(() => clearInterval(drops));
  setTimeout(() => clearInterval(drops), 2_500);
  const outcome = await viewers.settle(TRUTH, { ...QUICKLY, unchangedForMs: 10_000 });
  expect(outcome).toMatchObject({ viewers: 2, differences: [], exactAtMs: expect.any(Number) });
  expect(outcome.connections).toBeGreaterThanOrEqual(4);
  expect(Object.fromEntries(journal.faults.counts)['connections dropped']).toBeGreaterThanOrEqual(2);
}, 60_000);

test('without viewers there is nothing to wait for', async () => {
  const { viewers } = await startViewers(0, () => 1);
  expect(await viewers.settle(TRUTH, QUICKLY)).toEqual({
    viewers: 0,
    connections: 0,
    differences: [],
    exactAtMs: undefined,
  });
});
