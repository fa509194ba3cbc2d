import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Action } from '../../traffic/action.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import { compareCounts, readCounts } from '../../traffic/counts.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import { sendActions } from '../../traffic/send.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import { generateWorkload } from '../../traffic/workload.ts';
import { type Fault, type FaultyApi, startFaultyApi } from './faulty-api.ts';

const ACTIONS = generateWorkload({ seed: 3, actions: 600, posts: 30, users: 20, startMs: Date.now() });

let server: FaultyApi;
let api: Api;
const waits: number[] = [];

beforeEach(async () => {
  server = await startFaultyApi();
  waits.length = 0;
  api = openApi({
    url: server.url,
    connections: 16,
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
    },
  });
});
afterEach(async () => {
  await api.close();
  await server.close();
});

async function expectExact() {
  const truth = truthOf(ACTIONS);
  expect(compareCounts(truth, await readCounts(api, truth.keys())).differences).toEqual([]);
}

test('every action arrives and counts exactly under throttling, errors and lost answers', async () => {
  const random = makeSeededRandom(1);
  const faults: Fault[] = [429, 500, 503, 'reset', 'accept-then-reset'];
  server.fault = () => (random() < 0.4 ? faults[Math.floor(random() * faults.length)] : undefined);
  const accepted: string[] = [];
  const outcome = await sendActions(ACTIONS, {
    api,
    visitors: makeVisitors(api),
    onAccepted: ({ id }) => accepted.push(id),
  });
  expect(outcome).toMatchObject({ accepted: ACTIONS.length, interrupted: false });
  expect(outcome.retries).toBeGreaterThan(100);
  expect(accepted.toSorted()).toEqual(ACTIONS.map(({ id }) => id).sort());
  expect(new Set(server.arrived.map(({ id }) => id))).toEqual(new Set(accepted));
  await expectExact();
});

test('a post whose id would not survive in a path is sent in a body', async () => {
  const posts = ['a/b', 'a?b', '.', '..', 'a b', '...'];
  const actions = posts.map((postId, index) => ({ ...(ACTIONS[index] as Action), postId }));
  await sendActions(actions, { api, visitors: makeVisitors(api), concurrency: 1 });
  expect(server.arrived.map(({ postId }) => postId)).toEqual(posts);
});

test('a refused action ends the run with the reason, and nothing further is sent', async () => {
  const visitors = makeVisitors(api);
  await visitors.tokenOf('user-0');
  server.refuseWith = 400;
  const sending = sendActions(ACTIONS, { api, visitors, concurrency: 4 });
  await expect(sending).rejects.toThrow(/was refused with 400: Refused: by the test/);
  expect(server.requests.length).toBeLessThan(20);
});

test('a request that keeps failing is given up once the patience has run out', async () => {
  let nowMs = 0;
  const impatient = openApi({
    url: server.url,
    patienceMs: 60_000,
    now: () => nowMs,
    wait: async (ms) => void (nowMs += ms),
  });
  server.fault = () => 503;
  await expect(makeVisitors(impatient).tokenOf('ann')).rejects.toThrow(/failed for 60 s: .*503/);
  await impatient.close();
});

test('a user is one visitor, and different users are different ones', async () => {
  const visitors = makeVisitors(api);
  await sendActions(ACTIONS, { api, visitors });
  const users = new Set(ACTIONS.map(({ user }) => user));
  expect(visitors.issued).toBe(users.size);
  expect(server.issued.size).toBe(users.size);
  const userOfId = new Map(ACTIONS.map(({ id, user }) => [id, user]));
  const tokens = Map.groupBy(server.arrived, ({ id }) => userOfId.get(id));
  for (const arrived of tokens.values()) expect(new Set(arrived.map(({ user }) => user)).size).toBe(1);
});

test('one at a time, actions arrive in the order given', async () => {
  await sendActions(ACTIONS, { api, visitors: makeVisitors(api), concurrency: 1 });
  expect(server.arrived.map(({ id, postId, op }) => [id, postId, op])).toEqual(
    ACTIONS.map(({ id, postId, op }) => [id, postId, op]),
  );
});

test('batches hold up to so many actions of one user and count the same', async () => {
  const outcome = await sendActions(ACTIONS, { api, visitors: makeVisitors(api), batchSize: 10 });
  expect(outcome.accepted).toBe(ACTIONS.length);
  expect(server.requests.filter((request) => request === 'POST /v1/likes').length).toBeLessThan(120);
  expect(server.arrived).toHaveLength(ACTIONS.length);
  await expectExact();
});

test('visitors of an earlier run stay the same persons, and those the API no longer knows are new ones', async () => {
  server.issued.add('known');
  const appended: string[] = [];
  const store = {
    load: () => new Map(Object.entries({ 'user-0': 'known', 'user-1': 'forgotten' })),
    append: (user: string) => void appended.push(user),
  };
  const visitors = makeVisitors(api, store);
  await sendActions(ACTIONS, { api, visitors });
  expect(visitors).toMatchObject({ remembered: 2, forgotten: 1, renewed: 0 });
  expect(appended).toContain('user-1');
  expect(appended).not.toContain('user-0');
  expect(server.arrived.some(({ user }) => user === 'known')).toBe(true);
});

test('a token that was issued in this run and is rejected ends the run', async () => {
  const visitors = makeVisitors(api);
  await visitors.tokenOf('user-0');
  server.issued.clear();
  const actions = ACTIONS.filter(({ user }) => user === 'user-0');
  await expect(sendActions(actions, { api, visitors })).rejects.toThrow(
    /token of this run was refused with 401/,
  );
});

test('an interrupted run awaits what is in flight and says how much was accepted', async () => {
  const interrupt = new AbortController();
  let accepted = 0;
  const onAccepted = () => {
    if (++accepted === 100) interrupt.abort();
  };
  const outcome = await sendActions(ACTIONS, {
    api,
    visitors: makeVisitors(api),
    concurrency: 8,
    onAccepted,
    signal: interrupt.signal,
  });
  expect(outcome.interrupted).toBe(true);
  expect(outcome.accepted).toBe(server.arrived.length);
  expect(outcome.accepted).toBeLessThan(110);
});

test('a rate keeps the actions apart', async () => {
  const times: number[] = [];
  const actions = ACTIONS.slice(0, 50);
  const onAccepted = (_: unknown, atMs: number) => times.push(atMs);
  const { seconds } = await sendActions(actions, {
    api,
    visitors: makeVisitors(api),
    actionsPerSecond: 100,
    onAccepted,
  });
  expect(times).toHaveLength(50);
  // 50 at 100 a second take 0.49 s, less the tenth of a second that may be made up for.
  expect(seconds).toBeGreaterThan(0.38);
});
