// Holds the ledger, the counters and the count reader to real servers.

import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { meterCapacity } from '../../../adapters/dynamodb/capacity-meter.ts';
import { makeCountReader } from '../../../adapters/dynamodb/count-reader.ts';
import { makeLedger } from '../../../adapters/dynamodb/ledger.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { MAX_REMOVED, planCompaction, planShortening } from '../../../core/likes/compaction.ts';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { Version } from '../../../core/likes/ledger-row.ts';
import type { Commit, Counters } from '../../../core/counters/ports.ts';
import type { CountReader, Ledger } from '../../../core/likes/ports.ts';
import { COUNTERS_TABLE, LIKES_TABLE, servers, type TestDynamoDB } from './servers.ts';
import { makeTogether } from './ways-to-commit.ts';

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5);
const version = (position: string, stamp: string, lane = 'a'): Version => ({ lane, position, stamp });

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;
  let ledger: Ledger;
  let counters: Counters;
  let reader: CountReader;
  let takeCapacityUsed: () => Record<string, number>;

  beforeAll(async () => {
    server = await start();
    const { client } = server;
    const limit = makeLimit(8);
    takeCapacityUsed = meterCapacity(client, { [LIKES_TABLE]: 'Ledger', [COUNTERS_TABLE]: 'Counter' });
    ledger = makeLedger({ client, table: LIKES_TABLE, limit });
    counters = makeTogether({
      client,
      table: COUNTERS_TABLE,
      limit,
      now: () => NOW_MS,
      tombstoneSeconds: 60,
    });
    reader = makeCountReader({ client, likesTable: LIKES_TABLE, countersTable: COUNTERS_TABLE });
  });
  afterAll(() => server.close());

  describe('the ledger', () => {
    test('returns no row before the first version, and returns every earlier version after it', async () => {
      const key = { userId: 'u', postId: 'first' };
      expect(await ledger.writeVersion(key, version('1', 'x+'))).toBeUndefined();
      expect(await ledger.writeVersion(key, version('2', 'y-', 'b'))).toEqual([version('1', 'x+')]);
      const row = await ledger.writeVersion(key, version('3', 'z+'));
      expect(row).toHaveLength(2);
      expect(row).toEqual(expect.arrayContaining([version('1', 'x+'), version('2', 'y-', 'b')]));
    });

    test('never lowers a stamp under the same lane and position', async () => {
      const key = { userId: 'u', postId: 'max' };
      await ledger.writeVersion(key, version('1', 'm+'));
      expect(await ledger.writeVersion(key, version('1', 'l-'))).toEqual([version('1', 'm+')]);
      expect(await ledger.writeVersion(key, version('1', 'm+'))).toEqual([version('1', 'm+')]);
      expect(await ledger.writeVersion(key, version('1', 'n-'))).toEqual([version('1', 'm+')]);
      expect(await ledger.writeVersion(key, version('1', 'a+'))).toEqual([version('1', 'n-')]);
      expect(await ledger.writeVersion(key, version('2', 'o+'))).toEqual([version('1', 'n-')]);
    });

    test('compacts a row: the winner stands at one key, the versions that it replaces are gone, and the others stay', async () => {
      const key = { userId: 'u', postId: 'compact' };
      for (const position of ['1', '2', '3', '9'])
        await ledger.writeVersion(key, version(position, `${position}+`));
      const remove = [version('1', '1+'), version('2', '2+')];
      const compaction = { base: version('3', '7-'), remove, asFound: false };
      await ledger.compact(key, compaction);
      await ledger.compact(key, compaction);
      const row = await ledger.writeVersion(key, version('a', 'a-'));
      expect(row).toHaveLength(2);
      expect(row).toEqual(expect.arrayContaining([version('3', '7-'), version('9', '9+')]));
    });

    test.each([
      ['that is as it was found', [], [version('3', '7-*')]],
      ['that a greater version has come to', [version('1', '8+')], [version('1', '8+'), version('2', '2+')]],
      ['whose own version is greater', [version('3', '7-+')], [version('1', '1+'), version('2', '2+')]],
    ])('either shortens or leaves a row %s', async (postId, changes, expected) => {
      const key = { userId: 'u', postId };
      for (const position of ['1', '2', '3'])
        await ledger.writeVersion(key, version(position, `${position}+`));
      for (const change of changes) await ledger.writeVersion(key, change);
      const remove = [version('1', '1+'), version('2', '2+')];
      await ledger.compact(key, { base: version('3', '7-*'), remove, asFound: true });
      const row = await ledger.writeVersion(key, version('a', 'a-'));
      expect(row).toEqual(expect.arrayContaining(expected));
      expect(row).toHaveLength(changes.length === 0 ? 1 : 3);
    });

    test.each([
      ['compacted', planCompaction],
      ['shortened', planShortening],
    ])('lets a row be %s in which a replay has left hundreds of versions', async (postId, plan) => {
      const key = { userId: 'u', postId };
      const digits = (index: number) => String(index).padStart(4, '0');
      await Promise.all(
        Array.from({ length: 300 }, (_, index) =>
          ledger.writeVersion(key, version(digits(index), `${digits(index)}-`)),
        ),
      );
      const last = version('9999', '9999-');
      let row = (await ledger.writeVersion(key, last)) ?? [];
      for (let left = 300; left > 0; left -= MAX_REMOVED) {
        expect(row).toHaveLength(left === 300 ? 300 : left + 1);
        const compaction = plan(row, last, 1);
        if (!compaction) throw new Error('nothing to compact');
        await ledger.compact(key, compaction);
        row = (await ledger.writeVersion(key, last)) ?? [];
      }
      expect(row).toEqual([version('9999', '9999-*')]);
    });
  });

  describe('the counters', () => {
    const commit = (mark: string, delta: number, expected: Commit['expected'], postId = 'post') =>
      counters.commit({ key: postId, bucket: ROOT_BUCKET, lane: 'a', delta, mark, expected });
    const markOf = (lane: string) => (item: { marks: ReadonlyMap<string, string> } | undefined) =>
      item?.marks.get(lane);

    test('commit only when the mark is the expected one, and return the item that they find', async () => {
      expect(await counters.read('post', ROOT_BUCKET)).toBeUndefined();
      expect(await commit('15', 3, { exactly: '14' })).toEqual({ done: false, item: undefined });
      expect(await commit('15', 3, { exactly: undefined })).toMatchObject({
        done: true,
        item: { count: 3, marks: new Map([['a', '15']]), commits: 1, closed: false },
      });
      for (const expected of [{ exactly: undefined }, { exactly: '14' }, { below: '15' }]) {
        const refused = await commit('18', 1, expected);
        expect([refused.done, refused.item?.count, markOf('a')(refused.item)]).toEqual([false, 3, '15']);
      }
      expect(await commit('18', -2, { below: '16' })).toMatchObject({ done: true, item: { count: 1 } });
      expect(await commit('19', 0, { exactly: '18' })).toMatchObject({ done: true, item: { commits: 3 } });
      const item = await counters.read('post', ROOT_BUCKET);
      expect([item?.count, item?.commits, markOf('a')(item)]).toEqual([1, 3, '19']);
      const counts = await reader.readCounts(['post']);
      expect(counts.get('post')).toEqual({ count: 1, asOf: '2026-01-02T03:04:05.000Z' });
    });

    test('keep a mark for each lane', async () => {
      await commit('19', 2, { exactly: undefined }, 'lanes');
      const other = { bucket: ROOT_BUCKET, lane: 'b', delta: 5, mark: '11', expected: { below: '10' } };
      const { done, item } = await counters.commit({ ...other, key: 'lanes' });
      expect(done).toBe(true);
      expect(item).toMatchObject({
        count: 7,
        marks: new Map([
          ['a', '19'],
          ['b', '11'],
        ]),
      });
    });

    test('do exactly one of several commits that expect the same mark at once, and the others see it', async () => {
      const outcomes = await Promise.all(
        [1, 2, 4].map((delta) => commit('11', delta, { below: '10' }, 'race')),
      );
      const [winner] = outcomes.filter(({ done }) => done);
      expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
      for (const { item } of outcomes) expect(item).toEqual(winner?.item);
    });
  });

  describe('the reader', () => {
    test('reads a hundred counts at once, and returns zero for a post that nobody has liked', async () => {
      const posts = Array.from({ length: 100 }, (_, index) => `page-${index}`);
      for (const postId of posts.slice(0, 3)) {
        const commit = { lane: 'a', delta: 2, mark: '11', expected: { below: '10' } };
        await counters.commit({ ...commit, key: postId, bucket: ROOT_BUCKET });
      }
      const counts = await reader.readCounts(posts);
      expect(counts.size).toBe(100);
      expect(posts.map((postId) => counts.get(postId)?.count)).toEqual([2, 2, 2, ...Array(97).fill(0)]);
      expect(counts.get('page-99')).toEqual({ count: 0, asOf: null });
    });

    test("goes by a person's latest action, whatever lane and order the actions came in", async () => {
      for (const [postId, ...stamps] of [['on', '2+', '1-'], ['off', '1+', '2-'], ['never']]) {
        for (const [index, stamp] of stamps.entries()) {
          const key = { userId: 'reader', postId: postId as string };
          await ledger.writeVersion(key, version('1', stamp, `lane${index}`));
        }
      }
      expect(await reader.readLiked('reader', ['on', 'off', 'never'])).toEqual(new Set(['on']));
      expect(await reader.readLiked('nobody', ['on'])).toEqual(new Set());
    });
  });

  test('a first like costs one write unit in the ledger, and the cost of every call is metered', async () => {
    takeCapacityUsed();
    const userId = '0'.repeat(36);
    const position = '3812345678901234567890123456789012345678';
    await ledger.writeVersion({ userId, postId: 'p' }, version(position, `${userId}+`));
    const commit = { key: 'metered', bucket: ROOT_BUCKET, lane: 'a', delta: 1, mark: '11' };
    await counters.commit({ ...commit, expected: { below: '10' } });
    await counters.commit({ ...commit, expected: { exactly: '11' } });
    await counters.read('metered', ROOT_BUCKET);
    expect(takeCapacityUsed()).toEqual({
      LedgerWrites: 1,
      LedgerWriteUnits: 1,
      // The first commit of a counter looks for the item first.
      CounterWrites: 3,
      CounterWriteUnits: 3,
      CounterReads: 1,
      CounterReadUnits: 1,
    });
    expect(takeCapacityUsed()).toEqual({});
  });

  test('a row with as many versions as it may keep stays within one write unit, and only an update that finds no row costs one more', async () => {
    const key = { userId: 'x'.repeat(128), postId: 'y'.repeat(128) };
    takeCapacityUsed();
    for (let index = 0; index < 6; index++) {
      const position = `38${index}${'a'.repeat(37)}`;
      await ledger.writeVersion(key, version(position, `${'0'.repeat(36)}-`, '1k7xq3s-1234'));
    }
    expect(takeCapacityUsed()).toEqual({ LedgerWrites: 7, LedgerWriteUnits: 7 });
    const Key = { userId: { S: key.userId }, postId: { S: key.postId } };
    const { Item } = await server.client.send(new GetItemCommand({ TableName: LIKES_TABLE, Key }));
    expect(Object.keys(Item ?? {})).toHaveLength(2 + 6);
  });
});
