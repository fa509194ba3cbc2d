import { expect, test } from 'vitest';
import { readCounts } from '../../demo/likes-client/read-counts.ts';
import type { Answer } from '../../demo/likes-client/request.ts';

const names = Array.from({ length: 120 }, (_, at) => `p${at}`);

async function read(postIds: readonly string[], answers: readonly Partial<Answer>[]) {
  const paths: string[] = [];
  const taken: string[] = [];
  const request = async (path: string) => ({ status: 200, posts: [], ...answers[paths.push(path) - 1] });
  const answer = await readCounts(postIds, request, (asked) => void taken.push(...asked));
  return { paths, taken, answer };
}

test('after an answer without counts it asks no more, and tells of that answer', async () => {
  const { paths, taken, answer } = await read(names, [
    {},
    { status: 503, posts: undefined },
  ] as Partial<Answer>[]);
  expect(paths).toHaveLength(2);
  expect(taken).toEqual(names.slice(0, 50));
  expect(answer).toMatchObject({ status: 503 });
});

test('without posts it asks nothing', async () => {
  expect(await read([], [])).toEqual({ paths: [], taken: [], answer: undefined });
});

test('it asks for fifty posts at once, whatever their names', async () => {
  const { paths, taken } = await read([...names.slice(1), 'é&👍'], []);
  expect(paths.map((path) => path.split('&').length)).toEqual([50, 50, 20]);
  expect(paths[2]).toMatch(/&post=%C3%A9%26%F0%9F%91%8D$/);
  expect(taken).toHaveLength(120);
});

test('the post that moves most says when to ask again', async () => {
  const answers = [{ maxAgeMs: 9_000 }, { maxAgeMs: 1_000 }, { maxAgeMs: 60_000 }];
  expect((await read(names, answers)).answer).toMatchObject({ maxAgeMs: 1_000 });
});
