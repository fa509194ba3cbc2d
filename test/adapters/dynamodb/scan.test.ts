// Reads whole tables and makes counters that do not exist, on real servers.

import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCounterCreator } from '../../../adapters/dynamodb/counter-creator.ts';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import {
  makeLedgerScan,
  makePersonsScan,
  makeRootScan,
  type Page,
  type ReadPage,
} from '../../../adapters/dynamodb/scan.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import type { CounterCreator } from '../../../core/audit/rebuild-counter.ts';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { SplitCounters } from '../../../core/counters/ports.ts';
import { COUNTERS_TABLE, LIKES_TABLE, servers, type TestDynamoDB } from './servers.ts';

const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

async function readAll<T>(readPage: ReadPage<T>, total: number): Promise<Page<T>[]> {
  const pages: Page<T>[] = [];
  for (let index = 0; index < total; index++) {
    let page: Page<T> | undefined;
    do {
      page = await readPage({ index, total }, page?.next);
      pages.push(page);
    } while (page.next);
  }
  return pages;
}

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;
  let counters: SplitCounters;
  let creator: CounterCreator;

  beforeAll(async () => {
    server = await start();
    const { client } = server;
    const now = () => NOW_MS;
    counters = makeSplitCounters({
      client,
      table: COUNTERS_TABLE,
      limit: makeLimit(8),
      now,
      tombstoneSeconds: 60,
    });
    creator = makeCounterCreator({ client, table: COUNTERS_TABLE, counters, now });
  });
  afterAll(() => server.close());

  test('the segments return every row once, page by page, and say what the reading costs', async () => {
    const users = Array.from({ length: 9 }, (_, index) => `u${index}`);
    for (const userId of users) {
      const Item = {
        userId: { S: userId },
        postId: { S: 'p' },
        'v:a:3': { S: `${userId}+` },
        ballast: { S: 'x'.repeat(350_000) },
      };
      await server.client.send(new PutItemCommand({ TableName: LIKES_TABLE, Item }));
    }
    const scan = makeLedgerScan({ client: server.client, table: LIKES_TABLE });
    for (const segments of [1, 4]) {
      const pages = await readAll(scan, segments);
      expect(pages.length).toBeGreaterThan(segments);
      const rows = pages.flatMap(({ items }) => items);
      expect(rows).toHaveLength(9);
      expect(new Set(rows.map(({ row }) => row[0]?.stamp))).toEqual(new Set(users.map((user) => `${user}+`)));
      expect(rows[0]).toEqual({
        userId: expect.stringMatching(/^u\d$/),
        postId: 'p',
        row: [{ lane: 'a', position: '3', stamp: rows[0]?.row[0]?.stamp }],
      });
      expect(pages.reduce((sum, { read }) => sum + read, 0)).toBe(9);
      expect(pages.reduce((sum, { capacityUnits }) => sum + capacityUnits, 0)).toBeGreaterThan(9);
    }
  });

  test('the rows of some persons are returned once each, over pages, and nobody else’s', async () => {
    const put = (userId: string, postId: string) =>
      server.client.send(
        new PutItemCommand({
          TableName: LIKES_TABLE,
          Item: {
            userId: { S: userId },
            postId: { S: postId },
            'v:a:3': { S: 'x+' },
            ballast: { S: 'x'.repeat(350_000) },
          },
        }),
      );
    const wanted = ['nobody', 'p1', 'p2', 'p3'];
    for (const userId of ['p1', 'p2', 'p3', 'p4'])
      for (const postId of ['a', 'b', 'c', 'd']) await put(userId, postId);
    const scan = makePersonsScan({ client: server.client, table: LIKES_TABLE }, wanted);
    for (const segments of [1, 2, 7]) {
      const pages = await readAll(scan, segments);
      const rows = pages.flatMap(({ items }) => items.map(({ userId, postId }) => `${userId} ${postId}`));
      const expected = ['p1', 'p2', 'p3'].flatMap((it) =>
        ['a', 'b', 'c', 'd'].map((post) => `${it} ${post}`),
      );
      expect(rows.toSorted()).toEqual(expected);
      expect(pages.reduce((sum, { read }) => sum + read, 0)).toBe(12);
    }
  });

  test('the scan of the counters returns only the roots, with all that they hold', async () => {
    const commit = (bucket: string, mark: string) =>
      counters.commit({ key: 'split', bucket, lane: 'a', delta: 1, mark, expected: { below: mark } });
    await commit(ROOT_BUCKET, '1');
    await counters.split('split', 2);
    await counters.moveLane({ key: 'split', lane: 'a', bucket: '1.0', generation: 1 });
    await commit('1.0', '2');
    const pages = await readAll(makeRootScan({ client: server.client, table: COUNTERS_TABLE }), 2);
    const items = pages.flatMap((page) => page.items);
    expect(items).toEqual([{ postId: 'split', root: await counters.read('split', ROOT_BUCKET) }]);
    expect(pages.reduce((sum, { read }) => sum + read, 0)).toBe(2);
  });

  test('a counter is made when there is none, and otherwise the existing one is returned', async () => {
    const marks = new Map([['a', '5']]);
    expect(await creator.create('new', { count: 3, marks })).toBe('created');
    const made = await counters.read('new', ROOT_BUCKET);
    expect(made).toMatchObject({ count: 3, marks, commits: 1, closed: false });
    expect(await creator.create('new', { count: 9, marks: new Map() })).toEqual(made);
    expect(await counters.read('new', ROOT_BUCKET)).toEqual(made);
  });

  test('a counter that was made again never uses the buckets of the lost one', async () => {
    await creator.create('reborn', { count: 3, marks: new Map() });
    const { item } = await counters.split('reborn', 2);
    expect(item?.split.generation).toBe(NOW_MS / 1_000 + 1);
  });
});
