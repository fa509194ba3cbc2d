import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Api, openApi } from '../../traffic/api.ts';
import { compareCounts, readCounts, toQueries } from '../../traffic/counts.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { type FaultyApi, startFaultyApi } from './faulty-api.ts';

const TRUTH = new Map(Array.from({ length: 250 }, (_, post) => [`post-${post}`, 0]));

let server: FaultyApi;
let api: Api;
let nowMs: number;

beforeEach(async () => {
  server = await startFaultyApi();
  api = openApi({ url: server.url });
  nowMs = 0;
});
afterEach(async () => {
  await api.close();
  await server.close();
});

const clock = { now: () => nowMs, wait: async (ms: number) => void (nowMs += ms) };

test('a refused read is an error that says why', async () => {
  server.refuseWith = 400;
  await expect(readCounts(api, ['a'])).rejects.toThrow(
    'GET /v1/likes was refused with 400: Refused: by the test',
  );
});

test('a post that the answer does not name is different, even from 0', () => {
  const comparison = compareCounts(new Map([['a', 0]]), new Map());
  expect(comparison.differences).toEqual([{ postId: 'a', expected: 0, counted: undefined }]);
});

const namesIn = (query: string) => {
  const parameters = new URLSearchParams(query);
  return [...(parameters.get('posts')?.split(',') ?? []), ...parameters.getAll('post')];
};

test('an id with a comma, or with a space at an end, has a parameter of its own', () => {
  const postIds = ['a', 'x,y', ' b', 'c d', 'e '];
  expect(toQueries(postIds)).toEqual(['posts=a,c%20d&post=x%2Cy&post=%20b&post=e%20']);
  const long = Array.from({ length: 100 }, (_, post) => `ü,%&${post}`.repeat(10));
  expect(toQueries(long).every((query) => query.length <= 8_000)).toBe(true);
  expect(toQueries(long).flatMap(namesIn)).toEqual(long);
});

test('posts are asked for fifty at a time, and fewer where their names are long', () => {
  const short = Array.from({ length: 201 }, (_, post) => `${post}`);
  expect(toQueries(short).map((query) => query.split(',').length)).toEqual([50, 50, 50, 50, 1]);
  const long = Array.from({ length: 100 }, (_, post) => `ü%&${post}`.repeat(10));
  expect(toQueries(long).every((query) => query.length <= 8_000)).toBe(true);
  expect(toQueries(long).length).toBeLessThan(10);
  expect(toQueries(long).flatMap(namesIn)).toEqual(long);
  expect(toQueries([])).toEqual([]);
});

test('counts that come late are waited for', async () => {
  const truth = new Map([...TRUTH, ['post-7', 5]]);
  server.tamper = (postId) => (postId === 'post-7' && nowMs >= 20_000 ? 5 : 0);
  expect(await waitForCounts(api, truth, clock)).toMatchObject({ likesCounted: 5, differences: [] });
  expect(nowMs).toBeLessThan(30_000);
});

test('a like that is counted twice after all was equal is found', async () => {
  server.tamper = (postId) => (postId === 'post-7' && nowMs >= 2_000 ? 1 : 0);
  const { differences } = (await waitForCounts(api, TRUTH, clock)) as { differences: unknown };
  expect(differences).toEqual([{ postId: 'post-7', expected: 0, counted: 1 }]);
});

test('counts that differ and no longer change are final', async () => {
  server.tamper = (postId) => (postId === 'post-3' ? 4 : 0);
  const comparison = await waitForCounts(api, TRUTH, { ...clock, unchangedForMs: 10_000 });
  expect(comparison).toMatchObject({ posts: 250, likesCounted: 4, likesExpected: 0 });
  expect(nowMs).toBe(10_000);
});

test('counts that never come to rest are given up at the timeout', async () => {
  server.tamper = () => nowMs;
  await waitForCounts(api, TRUTH, { ...clock, timeoutMs: 30_000 });
  expect(nowMs).toBe(30_000);
});

test('a wait that is interrupted says so', async () => {
  const interrupt = new AbortController();
  server.tamper = () => 1;
  const options = { signal: interrupt.signal, onCompared: () => interrupt.abort() };
  expect(await waitForCounts(api, TRUTH, options)).toBe('interrupted');
});
