// Ledger, counters and count reader against real servers.

import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { meterCapacity } from '../../../adapters/dynamodb/capacity-meter.ts';
import { makeCountReader } from '../../../adapters/dynamodb/count-reader.ts';
import { makeCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeLedger } from '../../../adapters/dynamodb/ledger.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import type { Version } from '../../../core/ledger-row.ts';
import type { Counters, CountReader, Ledger } from '../../../core/ports.ts';
import { COUNTERS_TABLE, LIKES_TABLE, servers, type TestDynamoDB } from './servers.ts';

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
    counters = makeCounters({ client, table: COUNTERS_TABLE, limit, now: () => NOW_MS });
    reader = makeCountReader({ client, likesTable: LIKES_TABLE, countersTable: COUNTERS_TABLE });
  });
  afterAll(() => server.close());

  describe('the ledger', () => {
    test('finds no row before the first version, and every version after it', async () => {
      const key = { userId: 'u', postId: 'first' };
      expect(await ledger.writeVersion(key, version('1', 'x+'))).toEqual({
        written: true,
        before: undefined,
      });
      expect(await ledger.writeVersion(key, version('2', 'y-', 'b'))).toEqual({
        written: true,
        before: { writes: 1, versions: [version('1', 'x+')] },
      });
      const { before } = await ledger.writeVersion(key, version('3', 'z+'));
      expect(before?.writes).toBe(2);
      expect(before?.versions).toEqual(expect.arrayContaining([version('1', 'x+'), version('2', 'y-', 'b')]));
    });

    test('never lowers a stamp under the same lane and position', async () => {
      const key = { userId: 'u', postId: 'max' };
      await ledger.writeVersion(key, version('1', 'm+'));
      const before = { writes: 1, versions: [version('1', 'm+')] };
      expect(await ledger.writeVersion(key, version('1', 'l-'))).toEqual({ written: false, before });
      expect(await ledger.writeVersion(key, version('1', 'm+'))).toEqual({ written: true, before });
      expect(await ledger.writeVersion(key, version('1', 'n-'))).toMatchObject({ written: true });
      const { before: last } = await ledger.writeVersion(key, version('1', 'a+'));
      expect(last).toEqual({ writes: 3, versions: [version('1', 'n-')] });
    });

    test('compacts a row that nobody wrote meanwhile, and no other', async () => {
      const key = { userId: 'u', postId: 'compact' };
      for (const position of ['1', '2', '3'])
        await ledger.writeVersion(key, version(position, `${position}+`));
      const base = version('3', '3+');
      const remove = [version('1', '1+'), version('2', '2+')];
      expect(await ledger.compact(key, { base, remove, ifWrites: 2 })).toBe('row-changed');
      expect(await ledger.compact(key, { base, remove, ifWrites: 3 })).toBe('compacted');
      expect(await ledger.compact(key, { base, remove, ifWrites: 3 })).toBe('row-changed');
      const { before } = await ledger.writeVersion(key, version('4', '4-'));
      expect(before).toEqual({ writes: 4, versions: [base] });
    });
  });

  describe('the counters', () => {
    const commit = (mark: string, delta: number, expected: Parameters<Counters['commit']>[0]['expected']) =>
      counters.commit({ postId: 'post', lane: 'a', delta, mark, expected });

    test('commit only on the mark that was expected, and say which mark there is', async () => {
      expect(await counters.readMark('post', 'a')).toBeUndefined();
      expect(await commit('15', 3, { exactly: '14' })).toEqual({ outcome: 'stale-mark', mark: undefined });
      expect(await commit('15', 3, { exactly: undefined })).toEqual({ outcome: 'committed' });
      expect(await commit('15', 3, { exactly: undefined })).toEqual({ outcome: 'stale-mark', mark: '15' });
      expect(await commit('18', 1, { below: '15' })).toEqual({ outcome: 'stale-mark', mark: '15' });
      expect(await commit('18', -2, { below: '16' })).toEqual({ outcome: 'committed' });
      expect(await commit('19', 0, { exactly: '18' })).toEqual({ outcome: 'committed' });
      expect(await counters.readMark('post', 'a')).toBe('19');
      const counts = await reader.readCounts(['post']);
      expect(counts.get('post')).toEqual({ count: 1, asOf: '2026-01-02T03:04:05.000Z' });
    });

    test('keep a mark for each lane', async () => {
      const other = { postId: 'post', lane: 'b', delta: 5, mark: '11', expected: { below: '10' } };
      expect(await counters.commit(other)).toEqual({ outcome: 'committed' });
      expect(await counters.readMark('post', 'b')).toBe('11');
      expect(await counters.readMark('post', 'a')).toBe('19');
    });
  });

  describe('the reader', () => {
    test('gives a hundred counts at once, zero for a post that nobody liked', async () => {
      const posts = Array.from({ length: 100 }, (_, index) => `page-${index}`);
      for (const postId of posts.slice(0, 3)) {
        await counters.commit({ postId, lane: 'a', delta: 2, mark: '11', expected: { below: '10' } });
      }
      const counts = await reader.readCounts(posts);
      expect(counts.size).toBe(100);
      expect(posts.map((postId) => counts.get(postId)?.count)).toEqual([2, 2, 2, ...Array(97).fill(0)]);
      expect(counts.get('page-99')).toEqual({ count: 0, asOf: null });
    });

    test("takes a person's latest action, whatever lane and order it came in", async () => {
      for (const [postId, ...stamps] of [['on', '2+', '1-'], ['off', '1+', '2-'], ['never']]) {
        for (const [index, stamp] of stamps.entries()) {
          await ledger.writeVersion(
            { userId: 'reader', postId: postId! },
            version('1', stamp, `lane${index}`),
          );
        }
      }
      expect(await reader.readLiked('reader', ['on', 'off', 'never'])).toEqual(new Set(['on']));
      expect(await reader.readLiked('nobody', ['on'])).toEqual(new Set());
    });
  });

  test('a first like costs one write unit in the ledger, and what else a call costs is metered', async () => {
    takeCapacityUsed();
    const userId = '0'.repeat(36);
    await ledger.writeVersion(
      { userId, postId: 'p' },
      version('3812345678901234567890123456789012345678', `${userId}+`),
    );
    await counters.commit({ postId: 'metered', lane: 'a', delta: 1, mark: '11', expected: { below: '10' } });
    await counters.commit({
      postId: 'metered',
      lane: 'a',
      delta: 1,
      mark: '11',
      expected: { exactly: '11' },
    });
    await counters.readMark('metered', 'a');
    expect(takeCapacityUsed()).toEqual({
      LedgerWrites: 1,
      LedgerWriteUnits: 1,
      CounterWrites: 2,
      CounterWriteUnits: 2,
      CounterReads: 1,
      CounterReadUnits: 1,
    });
    expect(takeCapacityUsed()).toEqual({});
  });

  test('a row that may not be compacted yet stays within one write unit', async () => {
    const key = { userId: 'x'.repeat(128), postId: 'y'.repeat(128) };
    takeCapacityUsed();
    for (let index = 0; index < 6; index++) {
      await ledger.writeVersion(
        key,
        version(`38${index}${'a'.repeat(37)}`, `${'0'.repeat(36)}+`, '1k7xq3s-1234'),
      );
    }
    expect(takeCapacityUsed()).toEqual({ LedgerWrites: 6, LedgerWriteUnits: 6 });
    const { Item } = await server.client.send(
      new GetItemCommand({
        TableName: LIKES_TABLE,
        Key: { userId: { S: key.userId }, postId: { S: key.postId } },
      }),
    );
    expect(Object.keys(Item ?? {})).toHaveLength(2 + 1 + 6);
  });
});
