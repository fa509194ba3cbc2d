// The deny list on a real server, beside the posts of the feed.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DENY_LIST_FRESH_MS,
  makeDenyListReader,
  putDenied,
  readDenied,
  removeDenied,
} from '../../../adapters/dynamodb/deny-list.ts';
import { FEED_KEY, PLACE_KEY } from '../../../adapters/dynamodb/post-item.ts';
import { makePostFeed } from '../../../adapters/dynamodb/post-feed.ts';
import type { DeniedEntry } from '../../../core/fairness/deny-list.ts';
import { createTable, startDynalite, type TestDynamoDB } from './servers.ts';

const table = 'posts';
let server: TestDynamoDB;

beforeAll(async () => {
  server = await startDynalite();
  await createTable(server.client, table, [FEED_KEY, PLACE_KEY]);
});
afterAll(() => server?.close());

const entry = (kind: DeniedEntry['kind'], id: string, untilMs?: number): DeniedEntry => ({
  kind,
  id,
  reason: 'click farm',
  by: 'olga',
  sinceMs: 1_000,
  untilMs,
});

function makeReader(startMs = 0) {
  const world = { nowMs: startMs, old: 0 };
  let broken = false;
  const client = {
    send: (...args: Parameters<typeof server.client.send>) =>
      broken ? Promise.reject(new Error('down')) : server.client.send(...args),
  } as unknown as typeof server.client;
  const read = makeDenyListReader({
    client,
    table,
    now: () => world.nowMs,
    random: () => 0,
    onOld: () => void world.old++,
  });
  return Object.assign(world, { read, setBroken: (is: boolean) => void (broken = is) });
}

test('entries are put, replaced and removed one by one, and the feed does not show them', async () => {
  const at = { client: server.client, table };
  const odd = entry('post', 'a#b\n\u{1f98a}', 5_000);
  await putDenied(at, entry('person', 'ann'));
  await putDenied(at, odd);
  await putDenied(at, { ...odd, reason: 'a bug' });
  expect(await readDenied(at)).toEqual([entry('person', 'ann'), { ...odd, reason: 'a bug' }]);
  const feed = makePostFeed({ client: server.client, table });
  expect(await feed.readPage(50, undefined, undefined)).toEqual({ posts: [], next: undefined });
  await removeDenied(at, odd);
  await removeDenied(at, odd);
  expect(await readDenied(at)).toEqual([entry('person', 'ann')]);
  await removeDenied(at, entry('person', 'ann'));
});

describe('an execution environment', () => {
  test('asks nobody for as long as the list is fresh, and then once', async () => {
    const world = makeReader();
    expect([...(await world.read()).persons]).toEqual([]);
    await putDenied({ client: server.client, table }, entry('person', 'ann'));
    world.nowMs = DENY_LIST_FRESH_MS - 1;
    expect([...(await world.read()).persons]).toEqual([]);
    world.nowMs = DENY_LIST_FRESH_MS;
    expect([...(await world.read()).persons]).toEqual(['ann']);
    expect(world.old).toBe(0);
  });

  test('uses the last list while the table does not answer, and says so when that is old', async () => {
    const world = makeReader();
    expect([...(await world.read()).persons]).toEqual(['ann']);
    world.setBroken(true);
    world.nowMs = 2 * DENY_LIST_FRESH_MS - 1;
    expect([...(await world.read()).persons]).toEqual(['ann']);
    expect(world.old).toBe(0);
    world.nowMs = 24 * 3_600_000;
    expect([...(await world.read()).persons]).toEqual(['ann']);
    expect(world.old).toBe(1);
  });

  test('denies nobody before it has read a list, and says so', async () => {
    const world = makeReader();
    world.setBroken(true);
    expect([...(await world.read()).persons]).toEqual([]);
    expect(world.old).toBe(1);
    world.setBroken(false);
    world.nowMs += 60_000;
    expect([...(await world.read()).persons]).toEqual(['ann']);
  });
});
