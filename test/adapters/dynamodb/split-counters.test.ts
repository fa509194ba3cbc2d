// Holds splitting and merging to real servers, one condition of each method after the other.

import { type AttributeValue, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keyOf } from '../../../adapters/dynamodb/counter-item.ts';
import { splitListOf } from '../../../adapters/dynamodb/counter-updates.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { ItemOutcome, SplitCounters } from '../../../core/counters/ports.ts';
import { COUNTERS_TABLE, servers, type TestDynamoDB } from './servers.ts';
import { waysToCommit } from './ways-to-commit.ts';

const TOMBSTONE_SECONDS = 60;
const BUCKET = '1.0';

const cases = servers.flatMap(([server, start]) =>
  waysToCommit.map(([way, make]) => [server, way, start, make] as const),
);

describe.each(cases)('on %s, when commits are made %s', (_, __, start, makeCounters) => {
  let server: TestDynamoDB;
  let counters: SplitCounters;
  let nowMs: number;
  let counter = 0;
  let key: string;

  beforeAll(async () => {
    server = await start();
    counters = makeCounters({
      client: server.client,
      table: COUNTERS_TABLE,
      limit: makeLimit(8),
      now: () => nowMs,
      tombstoneSeconds: TOMBSTONE_SECONDS,
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    nowMs = 1_000_500;
    key = `counter-${counter++}`;
  });

  const commit = (bucket: string, lane: string, mark: string, delta = 1): Promise<ItemOutcome> =>
    counters.commit({ key, bucket, lane, delta, mark, expected: { below: mark } });
  const moveLane = (lane: string, bucket = BUCKET, generation = 1) =>
    counters.moveLane({ key, lane, bucket, generation });
  const takeOver = (lanes: Record<string, string | undefined>, count = 0, commits = 0) =>
    counters.takeOver({
      key,
      bucket: BUCKET,
      count,
      commits,
      lanes: new Map(Object.entries(lanes)),
    });
  const itemOf = async (bucket: string): Promise<Record<string, AttributeValue>> => {
    const get = { TableName: COUNTERS_TABLE, Key: keyOf(key, bucket), ConsistentRead: true };
    return (await server.client.send(new GetItemCommand(get))).Item ?? {};
  };
  /** Whether the call was refused. Then it must leave the item as it was and return it. */
  async function refuses(act: () => Promise<ItemOutcome>, bucket = ROOT_BUCKET): Promise<boolean> {
    const before = await itemOf(bucket);
    const { done, item } = await act();
    expect(await itemOf(bucket)).toEqual(before);
    expect(done || (await counters.read(key, bucket))).toEqual(done || item);
    return !done;
  }

  describe('a split', () => {
    test('of a counter that is split already is refused', async () => {
      await counters.split(key, 4);
      expect(await refuses(() => counters.split(key, 8))).toBe(true);
    });

    test('opens a generation of buckets, keeps the count, and puts the counter on the list', async () => {
      await commit(ROOT_BUCKET, 'a', '15', 3);
      const { done, item } = await counters.split(key, 4);
      expect([done, item?.count, item?.split.buckets, item?.split.generation]).toEqual([true, 3, 4, 1]);
      expect((await itemOf(ROOT_BUCKET))['splitState']).toEqual({ S: splitListOf(key) });
    });

    test('that is to stay does not put the counter on the list of those that may be merged', async () => {
      expect((await counters.split(key, 4, true)).done).toBe(true);
      expect(await itemOf(ROOT_BUCKET)).not.toHaveProperty('splitState');
    });

    test('after a merge opens another generation', async () => {
      await counters.split(key, 4);
      await counters.unsplit(key, 1);
      expect((await counters.split(key, 2)).item?.split).toMatchObject({ buckets: 2, generation: 2 });
    });
  });

  describe('a lane', () => {
    test('does not move while the counter is not split', async () => {
      expect(await refuses(() => moveLane('a'))).toBe(true);
      await commit(ROOT_BUCKET, 'a', '15');
      expect(await refuses(() => moveLane('a'))).toBe(true);
    });

    test('does not move to a bucket of another generation, and does not move after the split has ended', async () => {
      await counters.split(key, 4);
      expect(await refuses(() => moveLane('a', '2.0', 2))).toBe(true);
      await counters.unsplit(key, 1);
      expect(await refuses(() => moveLane('a'))).toBe(true);
    });

    test('moves only once', async () => {
      await counters.split(key, 4);
      await moveLane('a');
      expect(await refuses(() => moveLane('a', '1.1'))).toBe(true);
    });

    test('that has moved is refused by the root, which keeps its mark and takes the other lanes', async () => {
      await commit(ROOT_BUCKET, 'a', '15');
      await counters.split(key, 4);
      const { item } = await moveLane('a');
      expect(item?.split.moved).toEqual(new Map([['a', BUCKET]]));
      expect(item?.split.open).toEqual(new Set([BUCKET]));
      expect(await refuses(() => commit(ROOT_BUCKET, 'a', '18'))).toBe(true);
      expect((await commit(ROOT_BUCKET, 'b', '18')).done).toBe(true);
      expect(item?.marks.get('a')).toBe('15');
    });

    test('shares its bucket with other lanes and commits there by its own mark', async () => {
      await counters.split(key, 1);
      for (const lane of ['a', 'b']) await moveLane(lane);
      await commit(BUCKET, 'a', '15', 2);
      await commit(BUCKET, 'b', '11', 3);
      expect(await refuses(() => commit(BUCKET, 'a', '15'), BUCKET)).toBe(true);
      const bucket = await counters.read(key, BUCKET);
      expect([bucket?.count, bucket?.commits]).toEqual([5, 2]);
      expect((await counters.read(key, ROOT_BUCKET))?.split.open).toEqual(new Set([BUCKET]));
    });
  });

  describe('the end of a split', () => {
    test('is refused for another generation, and when there is no split', async () => {
      expect(await refuses(() => counters.unsplit(key, 0))).toBe(true);
      await counters.split(key, 4);
      expect(await refuses(() => counters.unsplit(key, 2))).toBe(true);
      await counters.unsplit(key, 1);
      expect(await refuses(() => counters.unsplit(key, 1))).toBe(true);
    });

    test('leaves the lanes where they are', async () => {
      await counters.split(key, 4);
      await moveLane('a');
      const { done, item } = await counters.unsplit(key, 1);
      expect([done, item?.split.buckets, item?.split.open]).toEqual([true, undefined, new Set([BUCKET])]);
      expect(await refuses(() => commit(ROOT_BUCKET, 'a', '18'))).toBe(true);
    });
  });

  describe('a closed bucket', () => {
    test('takes no commit any more, and tells what it holds as often as it is closed', async () => {
      await commit(BUCKET, 'a', '15', 7);
      const closed = await counters.closeBucket(key, BUCKET);
      expect(closed).toMatchObject({ count: 7, commits: 1, closed: true, marks: new Map([['a', '15']]) });
      expect(await refuses(() => commit(BUCKET, 'a', '18'), BUCKET)).toBe(true);
      expect(await refuses(() => commit(BUCKET, 'b', '18'), BUCKET)).toBe(true);
      expect(await counters.closeBucket(key, BUCKET)).toEqual(closed);
    });

    test('takes no commit either when no lane has written to it yet', async () => {
      expect(await counters.closeBucket(key, BUCKET)).toMatchObject({ count: 0, marks: new Map() });
      expect(await refuses(() => commit(BUCKET, 'a', '18'), BUCKET)).toBe(true);
    });

    test('stays until it may expire, and then for the time of a tombstone, counted in whole seconds from the first call', async () => {
      await counters.closeBucket(key, BUCKET);
      expect(await itemOf(BUCKET)).not.toHaveProperty('expiresAt');
      for (let time = 0; time < 2; time++) {
        await counters.expireBucket(key, BUCKET);
        expect((await itemOf(BUCKET))['expiresAt']).toEqual({ N: String(1_001 + TOMBSTONE_SECONDS) });
        nowMs += 5_000;
      }
    });

    test('is the only kind that may expire: an open bucket and a missing one may not', async () => {
      await counters.expireBucket(key, BUCKET);
      expect(await itemOf(BUCKET)).toEqual({});
      await commit(BUCKET, 'a', '15');
      await counters.expireBucket(key, BUCKET);
      expect(await itemOf(BUCKET)).not.toHaveProperty('expiresAt');
    });
  });

  describe('a take-over', () => {
    test('is refused when the bucket is not open, so that it is never added twice', async () => {
      expect(await refuses(() => takeOver({ a: '18' }, 7, 1))).toBe(true);
      await counters.split(key, 1);
      await moveLane('a');
      expect((await takeOver({ a: '18' }, 7, 1)).done).toBe(true);
      expect(await refuses(() => takeOver({ a: '18' }, 7, 1))).toBe(true);
    });

    test('adds the count and the commits, moves the marks forward, and brings back only its own lanes', async () => {
      for (const lane of ['a', 'b', 'c']) await commit(ROOT_BUCKET, lane, '11');
      await counters.split(key, 2);
      for (const [lane, bucket] of [['a'], ['b'], ['c', '1.1']] as const) await moveLane(lane, bucket);
      // Lane b has moved but has not committed yet, so its mark on the root stands.
      const { done, item } = await takeOver({ a: '18', b: undefined }, -2, 5);
      expect([done, item?.count, item?.commits, item?.mergedCommits]).toEqual([true, 1, 3, 5]);
      expect(item?.marks).toEqual(new Map(Object.entries({ a: '18', b: '11', c: '11' })));
      expect(item?.split.moved).toEqual(new Map([['c', '1.1']]));
      expect(item?.split.open).toEqual(new Set(['1.1']));
      expect((await commit(ROOT_BUCKET, 'a', '19')).done).toBe(true);
      expect((await commit(ROOT_BUCKET, 'b', '12')).done).toBe(true);
      expect(await refuses(() => commit(ROOT_BUCKET, 'c', '19'))).toBe(true);
    });
  });

  describe('an observation', () => {
    const observation = { commits: 7, atMs: 1_000, coolSinceMs: undefined };

    test('is not kept when the counter is not split', async () => {
      await counters.observe(key, observation);
      expect(await counters.read(key, ROOT_BUCKET)).toBeUndefined();
    });

    test('is kept until the next split', async () => {
      await counters.split(key, 1);
      for (const made of [{ ...observation, coolSinceMs: 900 }, observation]) {
        await counters.observe(key, made);
        expect((await counters.read(key, ROOT_BUCKET))?.observation).toEqual(made);
      }
      await counters.unsplit(key, 1);
      expect((await counters.split(key, 1)).item?.observation).toBeUndefined();
    });
  });

  describe('a commit that needs an existing counter', () => {
    const correct = () =>
      counters.commit({
        key,
        bucket: ROOT_BUCKET,
        lane: 'audit',
        delta: -1,
        mark: '1',
        expected: { exactly: undefined },
        mustExist: true,
      });

    test('makes no counter', async () => {
      expect(await refuses(correct)).toBe(true);
      await commit(ROOT_BUCKET, 'a', '15', 3);
      expect(await correct()).toMatchObject({ done: true, item: { count: 2 } });
    });
  });

  test('tombstones that would not stand are refused before anything is merged', () => {
    const options = { client: server.client, table: COUNTERS_TABLE, limit: makeLimit(1), now: () => 0 };
    for (const tombstoneSeconds of [0, -1, Number.NaN])
      expect(() => makeCounters({ ...options, tombstoneSeconds })).toThrow(RangeError);
  });

  describe('a counter that is taken off the list', () => {
    test('stays split', async () => {
      await counters.unlist(key);
      expect(await itemOf(ROOT_BUCKET)).toEqual({});
      await counters.split(key, 3);
      for (let time = 0; time < 2; time++) {
        await counters.unlist(key);
        expect(await itemOf(ROOT_BUCKET)).not.toHaveProperty('splitState');
      }
      expect((await counters.read(key, ROOT_BUCKET))?.split.buckets).toBe(3);
    });
  });

  describe('the split of a counter', () => {
    test('is not forgotten while it lasts, while there are open buckets, or when there never was one', async () => {
      expect(await refuses(() => counters.forgetSplit(key, new Set()))).toBe(true);
      await counters.split(key, 1);
      expect(await refuses(() => counters.forgetSplit(key, new Set()))).toBe(true);
      await moveLane('a');
      await counters.unsplit(key, 1);
      expect(await refuses(() => counters.forgetSplit(key, new Set()))).toBe(true);
    });

    test('is forgotten once its last bucket is merged, but its generation is remembered', async () => {
      await counters.split(key, 1);
      await moveLane('a');
      await counters.unsplit(key, 1);
      await takeOver({ a: undefined });
      expect(await refuses(() => counters.forgetSplit(key, new Set()))).toBe(true);
      const { done, item } = await counters.forgetSplit(key, new Set([BUCKET]));
      expect([done, item?.split.generation]).toEqual([true, 1]);
      expect(await itemOf(ROOT_BUCKET)).not.toHaveProperty('splitState');
      expect(await refuses(() => counters.forgetSplit(key, new Set()))).toBe(true);
    });
  });
});
