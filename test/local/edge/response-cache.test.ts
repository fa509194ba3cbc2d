// The cache by itself, with a clock and an origin of the test's own.

import { expect, test } from 'vitest';
import { type EdgeResponse, headerOf } from '../../../local/edge/edge-message.ts';
import { lifetimeOf } from '../../../local/edge/lifetime.ts';
import { makeResponseCache } from '../../../local/edge/response-cache.ts';

const BOUNDS = {
  minSeconds: 0,
  defaultSeconds: 0,
  maxSeconds: 3_600,
  errorSeconds: new Map<number, number>(),
};

const responseOf = (text: string, cacheControl?: string, status = 200, etag?: string): EdgeResponse => ({
  status,
  headers: [
    ...(cacheControl === undefined ? [] : [['cache-control', cacheControl] as const]),
    ...(etag === undefined ? [] : [['etag', etag] as const]),
  ],
  body: Buffer.from(text),
});

function makeWorld(
  answer: (nth: number, etag: string | undefined) => Promise<EdgeResponse> | EdgeResponse,
  mostEntries = 100,
) {
  const world = { nowMs: 0, asked: 0 };
  const cache = makeResponseCache({ now: () => world.nowMs, mostEntries });
  return Object.assign(world, {
    ask: (key = 'post', hasToken = false) =>
      cache.answer({
        key,
        fetch: async (etag) => await answer(world.asked++, etag),
        lifetimeOf: (response) => lifetimeOf(response, BOUNDS, hasToken),
      }),
  });
}

const textOf = async (cached: Promise<{ response: EdgeResponse }>) => String((await cached).response.body);

test('a failure of the origin reaches all who waited for it, and is not kept', async () => {
  const world = makeWorld((nth) =>
    nth === 0 ? Promise.reject(new Error('down')) : responseOf('up', 'public, max-age=1'),
  );
  const waiting = [world.ask(), world.ask()];
  await expect(waiting[0]).rejects.toThrow('down');
  await expect(waiting[1]).rejects.toThrow('down');
  expect(await textOf(world.ask())).toBe('up');
});

test('who gets an old answer does not learn that the new one failed', async () => {
  const caching = 'public, max-age=1, stale-while-revalidate=60';
  const world = makeWorld((nth) =>
    nth === 1 ? Promise.reject(new Error('down')) : responseOf(`${nth}`, caching),
  );
  await world.ask();
  world.nowMs = 2_000;
  expect(await textOf(world.ask())).toBe('0');
  await expect.poll(async () => textOf(world.ask())).toBe('2');
});

test.each(['private, no-store', 'no-store', 'no-cache', 'private, max-age=60', undefined])(
  'an answer with %s is never kept, and never shared',
  async (cacheControl) => {
    const world = makeWorld((nth) => responseOf(`${nth}`, cacheControl));
    const texts = await Promise.all([0, 1, 2].map(() => textOf(world.ask())));
    expect(new Set(texts).size).toBe(3);
    expect((await world.ask()).source).toBe('passed');
  },
);

test('an answer to a token is kept only if it says that it is for all', async () => {
  const own = makeWorld((nth) => responseOf(`${nth}`, 'max-age=60'));
  expect([await textOf(own.ask('a', true)), await textOf(own.ask('a', true))]).toEqual(['0', '1']);
  const open = makeWorld((nth) => responseOf(`${nth}`, 'public, max-age=60'));
  expect([await textOf(open.ask('a', true)), await textOf(open.ask('a', true))]).toEqual(['0', '0']);
});

test('an answer is kept for its max-age, then given once more while a new one is fetched', async () => {
  const world = makeWorld((nth) => responseOf(`${nth}`, 'public, max-age=10, stale-while-revalidate=10'));
  expect((await world.ask()).source).toBe('miss');
  world.nowMs = 9_999;
  expect(await world.ask()).toMatchObject({ source: 'hit', ageSeconds: 9 });
  world.nowMs = 10_000;
  expect((await world.ask()).source).toBe('stale');
  await expect.poll(async () => textOf(world.ask())).toBe('1');
  world.nowMs += 20_000;
  expect(await world.ask()).toMatchObject({ source: 'miss' });
  expect(world.asked).toBe(3);
});

test('an answer that has not changed is not sent again by the origin', async () => {
  const caching = 'public, max-age=1';
  const tags: (string | undefined)[] = [];
  const world = makeWorld((nth, etag) => {
    tags.push(etag);
    return nth === 0
      ? responseOf('body', caching, 200, '"a"')
      : responseOf('', 'public, max-age=7', 304, '"a"');
  });
  await world.ask();
  world.nowMs = 1_000;
  const { source, response } = await world.ask();
  expect([source, String(response.body), response.status]).toEqual(['refresh', 'body', 200]);
  expect(headerOf(response, 'cache-control')).toBe('public, max-age=7');
  expect(tags).toEqual([undefined, '"a"']);
  world.nowMs = 7_999;
  expect((await world.ask()).source).toBe('hit');
});

test('memory is bounded: the answer that was used longest ago is forgotten', async () => {
  const world = makeWorld((nth) => responseOf(`${nth}`, 'public, max-age=60'), 2);
  await world.ask('a');
  await world.ask('b');
  await world.ask('a');
  await world.ask('c');
  expect((await world.ask('a')).source).toBe('hit');
  expect((await world.ask('b')).source).toBe('miss');
});

test('a thousand readers in a second on one hot post cost at most two origin reads a second', async () => {
  // The post moves all the time, so the API says a second.
  const world = makeWorld((nth) =>
    responseOf(`${nth}`, 'public, max-age=1, stale-while-revalidate=1', 200, `"${nth}"`),
  );
  for (let second = 0; second < 10; second++) {
    const before = world.asked;
    for (let reader = 0; reader < 1_000; reader++) {
      world.nowMs = 1_000 * second + reader;
      await world.ask();
    }
    expect(world.asked - before).toBeLessThanOrEqual(2);
  }
  expect(world.asked).toBeGreaterThanOrEqual(9);
});
