// Splitting and merging against real servers: each method's condition, one by one.

import { type AttributeValue, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { keyOf } from '../../../adapters/dynamodb/counter-item.ts';
import { SPLIT_STATE } from '../../../adapters/dynamodb/counter-updates.ts';
import { makeCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { ItemOutcome, SplitCounters } from '../../../core/counters/ports.ts';
import { COUNTERS_TABLE, servers, type TestDynamoDB } from './servers.ts';

const TOMBSTONE_SECONDS = 60;
const BUCKET = '1.0';

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;
  let counters: SplitCounters;
  let nowMs: number;
  let post = 0;
  let postId: string;

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
    postId = `post-${post++}`;
  });

  const commit = (bucket: string, lane: string, mark: string, delta = 1): Promise<ItemOutcome> =>
    counters.commit({ key: postId, bucket, lane, delta, mark, expected: { below: mark } });
  const moveLane = (lane: string, bucket = BUCKET, generation = 1) =>
    counters.moveLane({ key: postId, lane, bucket, generation });
  const takeOver = (lanes: Record<string, string | undefined>, likes = 0, commits = 0) =>
    counters.takeOver({
      key: postId,
      bucket: BUCKET,
      count: likes,
      commits,
      lanes: new Map(Object.entries(lanes)),
    });
  const itemOf = async (bucket: string): Promise<Record<string, AttributeValue>> => {
    const get = { TableName: COUNTERS_TABLE, Key: keyOf(postId, bucket), ConsistentRead: true };
    return (await server.client.send(new GetItemCommand(get))).Item ?? {};
  };
  /** Whether it was refused, left the item as it was, and told what is there. */
  async function refuses(act: () => Promise<ItemOutcome>, bucket = ROOT_BUCKET): Promise<boolean> {
    const before = await itemOf(bucket);
    const { done, item } = await act();
    expect(await itemOf(bucket)).toEqual(before);
    expect(done || (await counters.read(postId, bucket))).toEqual(done || item);
    return !done;
  }

  describe('a split', () => {
    test('of a post that is split already is refused', async () => {
      await counters.split(postId, 4);
      expect(await refuses(() => counters.split(postId, 8))).toBe(true);
    });

    test('opens a generation of buckets, keeps the count, and puts the post on the list', async () => {
      await commit(ROOT_BUCKET, 'a', '15', 3);
      const { done, item } = await counters.split(postId, 4);
      expect([done, item?.count, item?.split.buckets, item?.split.generation]).toEqual([true, 3, 4, 1]);
      expect((await itemOf(ROOT_BUCKET))['splitState']).toEqual({ S: SPLIT_STATE });
    });

    test('that is to stay is not put on the list of those that may be merged', async () => {
      expect((await counters.split(postId, 4, true)).done).toBe(true);
      expect(await itemOf(ROOT_BUCKET)).not.toHaveProperty('splitState');
    });

    test('after a merge has another generation', async () => {
      await counters.split(postId, 4);
      await counters.unsplit(postId, 1);
      expect((await counters.split(postId, 2)).item?.split).toMatchObject({ buckets: 2, generation: 2 });
    });
  });

  describe('a lane', () => {
    test('does not move where the post is not split', async () => {
      expect(await refuses(() => moveLane('a'))).toBe(true);
      await commit(ROOT_BUCKET, 'a', '15');
      expect(await refuses(() => moveLane('a'))).toBe(true);
    });

    test('does not move to a bucket of another generation, nor after the split has ended', async () => {
      await counters.split(postId, 4);
      expect(await refuses(() => moveLane('a', '2.0', 2))).toBe(true);
      await counters.unsplit(postId, 1);
      expect(await refuses(() => moveLane('a'))).toBe(true);
    });

    test('moves once', async () => {
      await counters.split(postId, 4);
      await moveLane('a');
      expect(await refuses(() => moveLane('a', '1.1'))).toBe(true);
    });

    test('that has moved is refused by the root, which keeps its mark and takes the other lanes', async () => {
      await commit(ROOT_BUCKET, 'a', '15');
      await counters.split(postId, 4);
      const { item } = await moveLane('a');
      expect(item?.split.moved).toEqual(new Map([['a', BUCKET]]));
      expect(item?.split.open).toEqual(new Set([BUCKET]));
      expect(await refuses(() => commit(ROOT_BUCKET, 'a', '18'))).toBe(true);
      expect((await commit(ROOT_BUCKET, 'b', '18')).done).toBe(true);
      expect(item?.marks.get('a')).toBe('15');
    });

    test('shares its bucket with others, and commits there by its own mark', async () => {
      await counters.split(postId, 1);
      for (const lane of ['a', 'b']) await moveLane(lane);
      await commit(BUCKET, 'a', '15', 2);
      await commit(BUCKET, 'b', '11', 3);
      expect(await refuses(() => commit(BUCKET, 'a', '15'), BUCKET)).toBe(true);
      const bucket = await counters.read(postId, BUCKET);
      expect([bucket?.count, bucket?.commits]).toEqual([5, 2]);
      expect((await counters.read(postId, ROOT_BUCKET))?.split.open).toEqual(new Set([BUCKET]));
    });
  });

  describe('the end of a split', () => {
    test('is refused for another generation, and where there is no split', async () => {
      expect(await refuses(() => counters.unsplit(postId, 0))).toBe(true);
      await counters.split(postId, 4);
      expect(await refuses(() => counters.unsplit(postId, 2))).toBe(true);
      await counters.unsplit(postId, 1);
      expect(await refuses(() => counters.unsplit(postId, 1))).toBe(true);
    });

    test('leaves the lanes where they are', async () => {
      await counters.split(postId, 4);
      await moveLane('a');
      const { done, item } = await counters.unsplit(postId, 1);
      expect([done, item?.split.buckets, item?.split.open]).toEqual([true, undefined, new Set([BUCKET])]);
      expect(await refuses(() => commit(ROOT_BUCKET, 'a', '18'))).toBe(true);
    });
  });

  describe('a closed bucket', () => {
    test('takes no commit any more, and says what it holds as often as it is asked', async () => {
      await commit(BUCKET, 'a', '15', 7);
      const closed = await counters.closeBucket(postId, BUCKET);
      expect(closed).toMatchObject({ count: 7, commits: 1, closed: true, marks: new Map([['a', '15']]) });
      expect(await refuses(() => commit(BUCKET, 'a', '18'), BUCKET)).toBe(true);
      expect(await refuses(() => commit(BUCKET, 'b', '18'), BUCKET)).toBe(true);
      expect(await counters.closeBucket(postId, BUCKET)).toEqual(closed);
    });

    test('that no lane has written yet takes none either', async () => {
      expect(await counters.closeBucket(postId, BUCKET)).toMatchObject({ count: 0, marks: new Map() });
      expect(await refuses(() => commit(BUCKET, 'a', '18'), BUCKET)).toBe(true);
    });

    test('stays until it is let go, and then for a tombstone, in whole seconds, from the first time on', async () => {
      await counters.closeBucket(postId, BUCKET);
      expect(await itemOf(BUCKET)).not.toHaveProperty('expiresAt');
      for (let time = 0; time < 2; time++) {
        await counters.expireBucket(postId, BUCKET);
        expect((await itemOf(BUCKET))['expiresAt']).toEqual({ N: String(1_001 + TOMBSTONE_SECONDS) });
        nowMs += 5_000;
      }
    });

    test('is what may expire, not one that takes commits or is not there', async () => {
      await counters.expireBucket(postId, BUCKET);
      expect(await itemOf(BUCKET)).toEqual({});
      await commit(BUCKET, 'a', '15');
      await counters.expireBucket(postId, BUCKET);
      expect(await itemOf(BUCKET)).not.toHaveProperty('expiresAt');
    });
  });

  describe('a take-over', () => {
    test('is refused where the bucket is not open, so that it is never added twice', async () => {
      expect(await refuses(() => takeOver({ a: '18' }, 7, 1))).toBe(true);
      await counters.split(postId, 1);
      await moveLane('a');
      expect((await takeOver({ a: '18' }, 7, 1)).done).toBe(true);
      expect(await refuses(() => takeOver({ a: '18' }, 7, 1))).toBe(true);
    });

    test('adds likes and commits, moves the marks on, and brings back its own lanes only', async () => {
      for (const lane of ['a', 'b', 'c']) await commit(ROOT_BUCKET, lane, '11');
      await counters.split(postId, 2);
      for (const [lane, bucket] of [['a'], ['b'], ['c', '1.1']] as const) await moveLane(lane, bucket);
      // b has moved, and not yet committed: its mark on the root stands.
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

    test('is not kept of a post that is not split', async () => {
      await counters.observe(postId, observation);
      expect(await counters.read(postId, ROOT_BUCKET)).toBeUndefined();
    });

    test('is kept until the next split', async () => {
      await counters.split(postId, 1);
      for (const seen of [{ ...observation, coolSinceMs: 900 }, observation]) {
        await counters.observe(postId, seen);
        expect((await counters.read(postId, ROOT_BUCKET))?.observation).toEqual(seen);
      }
      await counters.unsplit(postId, 1);
      expect((await counters.split(postId, 1)).item?.observation).toBeUndefined();
    });
  });

  describe('a commit that is no first one', () => {
    const correct = () =>
      counters.commit({
        key: postId,
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

  describe('a post is taken off the list', () => {
    test('and stays split', async () => {
      await counters.unlist(postId);
      expect(await itemOf(ROOT_BUCKET)).toEqual({});
      await counters.split(postId, 3);
      for (let time = 0; time < 2; time++) {
        await counters.unlist(postId);
        expect(await itemOf(ROOT_BUCKET)).not.toHaveProperty('splitState');
      }
      expect((await counters.read(postId, ROOT_BUCKET))?.split.buckets).toBe(3);
    });
  });

  describe('a post is forgotten as split', () => {
    test('not while it is split, nor while it has open buckets, nor where it never was', async () => {
      expect(await refuses(() => counters.forgetSplit(postId))).toBe(true);
      await counters.split(postId, 1);
      expect(await refuses(() => counters.forgetSplit(postId))).toBe(true);
      await moveLane('a');
      await counters.unsplit(postId, 1);
      expect(await refuses(() => counters.forgetSplit(postId))).toBe(true);
    });

    test('once its last bucket is merged; its generation is remembered', async () => {
      await counters.split(postId, 1);
      await moveLane('a');
      await counters.unsplit(postId, 1);
      await takeOver({ a: undefined });
      const { done, item } = await counters.forgetSplit(postId);
      expect([done, item?.split.generation]).toEqual([true, 1]);
      expect(await itemOf(ROOT_BUCKET)).not.toHaveProperty('splitState');
      expect(await refuses(() => counters.forgetSplit(postId))).toBe(true);
    });
  });
});
