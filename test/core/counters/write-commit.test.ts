// A commit by statements: what each answer proves, and what decides when it proves nothing.

import { beforeEach, describe, expect, test } from 'vitest';
import { type CounterItem, EMPTY_ITEM } from '../../../core/counters/counter-item.ts';
import type { Commit, ItemOutcome } from '../../../core/counters/ports.ts';
import {
  type CommitStatements,
  type UpdateOutcome,
  writeCommit,
} from '../../../core/counters/write-commit.ts';

const COMMIT: Commit = {
  key: 'p',
  bucket: 'root',
  lane: 's0',
  delta: 2,
  mark: '30',
  expected: { below: '25' },
};
const ITEM: CounterItem = { ...EMPTY_ITEM, count: 9, commits: 4, marks: new Map([['s0', '30']]) };
const BY_SINGLE: ItemOutcome = { done: true, item: { ...ITEM, count: 100 } };

let calls: string[];

beforeEach(() => {
  calls = [];
});

/** The single write always answers BY_SINGLE. */
function write(
  commit: Commit,
  updated: UpdateOutcome | Error,
  inserted: Awaited<ReturnType<CommitStatements['insert']>> | Error = 'inserted',
): Promise<ItemOutcome> {
  const answer = <Value>(call: string, value: Value | Error) => {
    calls.push(call);
    return value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
  };
  const statements = {
    update: () => answer('update', updated),
    insert: () => answer('insert', inserted),
  };
  return writeCommit(statements, commit, () => answer('single', BY_SINGLE));
}

test.each([
  ['update', new Error('throttled'), 'inserted' as const],
  ['insert', { type: 'no-item' } as const, new Error('throttled')],
])('an error of the %s is not an answer', async (_, updated, inserted) => {
  await expect(write(COMMIT, updated, inserted)).rejects.toThrow('throttled');
  expect(calls).not.toContain('single');
});

test('an update that is done is all', async () => {
  expect(await write(COMMIT, { type: 'updated', item: ITEM })).toEqual({ done: true, item: ITEM });
  expect(calls).toEqual(['update']);
});

test('a refusal is all, with the item as it was found', async () => {
  expect(await write(COMMIT, { type: 'refused', item: ITEM })).toEqual({ done: false, item: ITEM });
  expect(calls).toEqual(['update']);
});

test('an item without a count is left to the single write', async () => {
  expect(await write(COMMIT, { type: 'no-count' })).toBe(BY_SINGLE);
  expect(calls).toEqual(['update', 'single']);
});

describe('where there is no item', () => {
  test.each([
    ['is below another', { below: '25' }],
    ['is missing', { exactly: undefined }],
  ])('the commit makes it, when it expects that the mark %s', async (_, expected) => {
    const outcome = await write({ ...COMMIT, expected }, { type: 'no-item' });
    const marks = new Map([['s0', '30']]);
    expect(outcome).toEqual({ done: true, item: { ...EMPTY_ITEM, count: 2, commits: 1, marks } });
    expect(calls).toEqual(['update', 'insert']);
  });

  test.each<[string, Partial<Commit>]>([
    ['expects a mark', { expected: { exactly: '20' } }],
    ['asks for an item', { mustExist: true }],
  ])('a commit that %s is refused', async (_, change) => {
    const outcome = await write({ ...COMMIT, ...change }, { type: 'no-item' });
    expect(outcome).toEqual({ done: false, item: undefined });
    expect(calls).toEqual(['update']);
  });

  test('an item that came meanwhile proves nothing: the single write decides', async () => {
    expect(await write(COMMIT, { type: 'no-item' }, 'item-exists')).toBe(BY_SINGLE);
    expect(calls).toEqual(['update', 'insert', 'single']);
  });
});
