import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AsVisitor, Need } from '../../demo/likes-client/as-visitor.ts';
import type { Answer, Request } from '../../demo/likes-client/request.ts';
import { makeStorage, type Storage, type StorageArea } from '../../demo/likes-client/storage.ts';

// The types of the project leave out those of browsers, so the module is not named where the types are checked.
const path = '../../demo/likes-client/visitor.ts';
const { makeAsVisitor } = (await import(path)) as {
  makeAsVisitor: (options: {
    storage: Storage;
    base: string;
    clock: { now: () => number };
    request: Request;
    solve: (refusal: Answer) => Promise<string | Answer>;
    onForgotten: () => void;
  }) => AsVisitor;
};

const NOW_MS = Date.UTC(2026, 10, 24);
const DAY_MS = 86_400_000;
const tokenUntil = (expiresMs: number) =>
  `e30.${Buffer.from(JSON.stringify({ sub: '>>>?', exp: expiresMs / 1_000 })).toString('base64url')}.sig`;
const FRESH = tokenUntil(NOW_MS + 7 * DAY_MS);

let stored: Map<string, string>;
/** What the API was asked for, and the token that came with it. */
let asked: (string | null | undefined)[];
let good: Set<string>;
let answers: Answer[];
let forgotten: number;
let onRequest: () => void;
let solve: () => Promise<string | Answer>;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW_MS });
  vi.stubGlobal('addEventListener', () => {});
  stored = new Map();
  asked = [];
  good = new Set([FRESH]);
  answers = [{ status: 201, token: FRESH }];
  forgotten = 0;
  onRequest = () => {};
  solve = async () => 'Solution 42';
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function openTab({ skewMs = 0 } = {}): AsVisitor {
  const area: StorageArea = {
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  };
  return makeAsVisitor({
    storage: makeStorage(() => area),
    base: '',
    clock: { now: () => Date.now() + skewMs },
    request: async (_method, _path, token) => {
      asked.push(token);
      onRequest();
      return answers.shift() ?? { status: 0 };
    },
    solve: () => solve(),
    onForgotten: () => void forgotten++,
  });
}
const keep = (token: string) => void stored.set('likes-visitor ', token);
const kept = () => stored.get('likes-visitor ');

/** Likes something, and returns the status and the tokens that were sent. */
async function like(asVisitor: AsVisitor, need: Need = 'visitor') {
  const sent: (string | null)[] = [];
  const liking = asVisitor(need, async (token) => {
    sent.push(token);
    return { status: token === null || good.has(token) ? 202 : 401 };
  });
  await vi.advanceTimersByTimeAsync(1_000);
  return { status: (await liking).status, sent };
}

test('a token that the API refuses is renewed once, and the request is repeated as the same person', async () => {
  const old = tokenUntil(NOW_MS + 3 * DAY_MS);
  keep(old);
  expect(await like(openTab())).toEqual({ status: 202, sent: [old, FRESH] });
  expect([asked, forgotten]).toEqual([[old], 0]);
});

test.each([0, 429, 503])('while the API cannot renew (%i), the person stays who they are', async (status) => {
  const old = tokenUntil(NOW_MS + 3 * DAY_MS);
  keep(old);
  answers = [{ status }];
  expect(await like(openTab())).toEqual({ status, sent: [old] });
  expect([kept(), forgotten]).toEqual([old, 0]);
});

test('a person whom the API does not know goes on as a new one', async () => {
  const old = tokenUntil(NOW_MS + 3 * DAY_MS);
  keep(old);
  answers.unshift({ status: 401 });
  expect(await like(openTab())).toEqual({ status: 202, sent: [old, FRESH] });
  expect([asked, forgotten]).toEqual([[old, undefined], 1]);
});

test('a token that was just renewed and is refused does not end the person, and the action waits', async () => {
  keep(tokenUntil(NOW_MS + 3 * DAY_MS));
  good.clear();
  expect((await like(openTab())).status).toBe(503);
  expect([kept(), forgotten]).toEqual([FRESH, 0]);
});

test.each([
  ['is about to expire', NOW_MS + DAY_MS - 1],
  ['has expired', NOW_MS - 30 * DAY_MS],
  ['is of the kind that was valid for a year', NOW_MS + 300 * DAY_MS],
])('a token that %s is renewed before it is used', async (_, expiresMs) => {
  const old = tokenUntil(expiresMs);
  keep(old);
  good.add(old);
  expect(await like(openTab(), 'stranger')).toEqual({ status: 202, sent: [FRESH] });
  expect(asked).toEqual([old]);
});

test('a token that cannot be renewed early is used as long as it is good', async () => {
  const old = tokenUntil(NOW_MS + DAY_MS - 1);
  keep(old);
  good.add(old);
  answers = [];
  const tab = openTab();
  for (let time = 0; time < 2; time++) expect(await like(tab)).toEqual({ status: 202, sent: [old] });
  expect(asked).toEqual([old]);
});

test('two tabs renew a token once', async () => {
  const old = tokenUntil(NOW_MS);
  keep(old);
  expect(await Promise.all([like(openTab()), like(openTab())])).toEqual([
    { status: 202, sent: [FRESH] },
    { status: 202, sent: [FRESH] },
  ]);
  expect(asked).toEqual([old]);
});

test('by a clock that is wrong for good, a token is renewed once in the life of a page', async () => {
  keep(FRESH);
  answers = Array.from({ length: 9 }, () => ({ status: 201, token: FRESH }));
  const tab = openTab({ skewMs: 100 * DAY_MS });
  for (let time = 0; time < 3; time++) await like(tab);
  expect(asked).toHaveLength(1);
});

test('a viewer who became a visitor in another tab meanwhile stays a visitor', async () => {
  const old = tokenUntil(NOW_MS);
  keep(`~${old}`);
  onRequest = () => keep(old);
  await like(openTab(), 'stranger');
  expect(kept()).toBe(FRESH);
});

test('the token of a viewer stays one when it is renewed', async () => {
  const old = tokenUntil(NOW_MS);
  keep(`~${old}`);
  const { sent } = await like(openTab(), 'stranger');
  expect([sent, asked, kept()]).toEqual([[null], [old], `~${FRESH}`]);
});

const REFUSAL: Answer = { status: 401, challenge: '/v1/challenges' };

test('a new person solves what the API asks for, and then likes', async () => {
  answers.unshift(REFUSAL);
  expect(await like(openTab())).toEqual({ status: 202, sent: [FRESH] });
  expect(asked).toEqual([undefined, 'Solution 42']);
});

test.each([0, 429, 503])('while no challenge can be got or solved (%i), the action waits', async (status) => {
  answers.unshift(REFUSAL);
  solve = async () => ({ status });
  expect(await like(openTab())).toEqual({ status, sent: [] });
  expect(asked).toEqual([undefined]);
});

test('a solution that is refused is not followed by another one at once, and the action waits', async () => {
  answers = [REFUSAL, REFUSAL, REFUSAL];
  expect(await like(openTab())).toEqual({ status: 503, sent: [] });
  expect(asked).toEqual([undefined, 'Solution 42']);
});

test('a tab that solves a challenge leaves it when another tab became a visitor meanwhile', async () => {
  answers = [REFUSAL];
  solve = async () => {
    keep(FRESH);
    return 'Solution 42';
  };
  expect(await like(openTab())).toEqual({ status: 202, sent: [FRESH] });
  expect(asked).toEqual([undefined]);
});

test('a person who has not solved a widget is asked again for an action, and not for a connection', async () => {
  answers = [REFUSAL, REFUSAL, { status: 201, token: FRESH }];
  let shown = 0;
  solve = async () => (shown++ === 0 ? REFUSAL : 'Solution 42');
  const tab = openTab();
  for (let time = 0; time < 3; time++) expect(await like(tab, 'viewer')).toEqual({ status: 401, sent: [] });
  expect([shown, asked.length]).toEqual([1, 1]);
  expect(await like(tab)).toEqual({ status: 202, sent: [FRESH] });
  expect(shown).toBe(2);
  expect(await like(tab, 'viewer')).toEqual({ status: 202, sent: [FRESH] });
});

test('whoever has a token never solves anything', async () => {
  keep(FRESH);
  solve = () => Promise.reject(new Error('nothing is to be solved'));
  expect(await like(openTab())).toEqual({ status: 202, sent: [FRESH] });
});
