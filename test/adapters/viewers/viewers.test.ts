// Who watches what, on every DynamoDB server that there is.

import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeViewers } from '../../../adapters/viewers/find-viewers.ts';
import { makeSlotsInUse } from '../../../adapters/viewers/slots-in-use.ts';
import { makeToldCounts } from '../../../adapters/viewers/told-counts.ts';
import { makeWatchList, MAX_CONNECTIONS_PER_PERSON } from '../../../adapters/viewers/watch-list.ts';
import { slotOf } from '../../../core/live/connection-slot.ts';
import { MAX_WATCHED_POSTS } from '../../../core/live/read-request.ts';
import { createTable, servers, type TestDynamoDB } from '../dynamodb/servers.ts';

const SLOTS = 3;
const NOW_MS = Date.UTC(2026, 10, 26, 12);
const HOURS_MS = 60 * 60_000;

vi.setConfig({ hookTimeout: 120_000, testTimeout: 30_000 });

const manyPosts = (length: number, name = 'p') => Array.from({ length }, (_, index) => `${name}${index}`);

/** Returns the same client, which does something else when its first call was answered. */
function afterFirstCall(client: DynamoDBClient, interrupt: () => Promise<void>): DynamoDBClient {
  let calls = 0;
  const send = async (command: never): Promise<unknown> => {
    const answer: unknown = await client.send(command);
    if (calls++ === 0) await interrupt();
    return answer;
  };
  return { send } as unknown as DynamoDBClient;
}

describe.each(servers)('the connections table on %s', (_, start) => {
  let server: TestDynamoDB;
  let client: DynamoDBClient;
  let table: string;
  let tables = 0;
  beforeAll(async () => {
    server = await start();
    client = server.client;
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    table = `connections-${tables++}`;
    await createTable(client, table, ['watched', 'connectionId']);
  });

  const listAt = (nowMs = NOW_MS) => makeWatchList({ client, table, slots: SLOTS, now: () => nowMs });
  const viewers = () => makeViewers({ client, table, slots: SLOTS });
  const watchersOf = (connectionId: string, postId: string) =>
    viewers().find(slotOf(connectionId, SLOTS), postId);
  /** What there is of connections. The item of the slots stays. */
  const items = async () => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
    return Items.filter(({ watched }) => watched?.S !== 'slots');
  };

  describe('a connection', () => {
    test('that is not there watches nothing, and leaves nothing', async () => {
      const list = listAt();
      expect(await list.watch('nobody', ['p'])).toBe('gone');
      expect(await list.unwatch('nobody', ['p'])).toBe('gone');
      await list.disconnect('nobody');
      expect(await items()).toEqual([]);
    });

    test('that ends while it subscribes leaves nothing', async () => {
      const list = listAt();
      await list.connect('c', 'ann');
      // The connection ends when it has been read, and before its new posts are on its list.
      const ending = afterFirstCall(client, () => list.disconnect('c'));
      const slowList = makeWatchList({ client: ending, table, slots: SLOTS, now: () => NOW_MS });
      expect(await slowList.watch('c', manyPosts(30))).toBe('gone');
      expect(await items()).toEqual([]);
    });

    test('watches 50 posts in all; one more is refused as a whole', async () => {
      const list = listAt();
      await list.connect('c', 'ann');
      expect(await list.watch('c', manyPosts(30))).toBe('watching');
      expect(await list.watch('c', manyPosts(MAX_WATCHED_POSTS - 30 + 1, 'q'))).toBe('too-many');
      expect(await watchersOf('c', 'q0')).toEqual([]);
      expect(await list.watch('c', [...manyPosts(30), ...manyPosts(MAX_WATCHED_POSTS - 30, 'q')])).toBe(
        'watching',
      );
      expect(await watchersOf('c', 'q19')).toEqual(['c']);
    });

    test('that subscribes twice at once keeps to the limit, and has all that it was told of', async () => {
      const list = listAt();
      await list.connect('c', 'ann');
      const names = ['p', 'q', 'r', 's'];
      const outcomes = await Promise.all(names.map((name) => list.watch('c', manyPosts(20, name))));
      expect(outcomes.toSorted()).toEqual(['too-many', 'too-many', 'watching', 'watching']);
      for (const [index, name] of names.entries())
        expect(await watchersOf('c', `${name}19`)).toEqual(outcomes[index] === 'watching' ? ['c'] : []);
    });

    test('that unsubscribes is told no more, and may watch others', async () => {
      const list = listAt();
      await list.connect('c', 'ann');
      await list.watch('c', manyPosts(MAX_WATCHED_POSTS));
      expect(await list.unwatch('c', ['p0', 'never watched'])).toBe('unwatched');
      expect(await watchersOf('c', 'p0')).toEqual([]);
      expect(await list.watch('c', ['q'])).toBe('watching');
    });

    test('that ends leaves nothing', async () => {
      const list = listAt();
      await list.connect('c', 'ann');
      await list.watch('c', manyPosts(MAX_WATCHED_POSTS));
      await list.disconnect('c');
      expect(await items()).toEqual([]);
    });

    test('expires with all of its items, soon after the two hours that it can last', async () => {
      const list = listAt();
      await list.connect('c', 'ann');
      await list.watch('c', ['p']);
      const expiries = (await items()).map(({ expiresAt }) => Number(expiresAt?.N) * 1_000 - NOW_MS);
      expect(expiries).toHaveLength(3);
      for (const lastsMs of expiries) {
        expect(lastsMs).toBeGreaterThan(2 * HOURS_MS);
        expect(lastsMs).toBeLessThan(3 * HOURS_MS);
      }
    });

    test('does not name its person in the table', async () => {
      const list = listAt();
      await list.connect('c', 'ann@example.com');
      expect(JSON.stringify(await items())).not.toContain('ann');
    });
  });

  test('a person has a bounded number of connections, and those that must have ended do not count', async () => {
    const list = listAt();
    for (let index = 0; index < MAX_CONNECTIONS_PER_PERSON; index++)
      expect(await list.connect(`c${index}`, 'ann')).toBe('connected');
    expect(await list.connect('one-more', 'ann')).toBe('too-many');
    expect(await list.connect('c', 'bob')).toBe('connected');
    await list.disconnect('c0');
    expect(await list.connect('again', 'ann')).toBe('connected');
    expect(await list.connect('one-more', 'ann')).toBe('too-many');
    expect(await listAt(NOW_MS + 3 * HOURS_MS).connect('later', 'ann')).toBe('connected');
  });

  test('a connection that is gone is forgotten, also what it subscribed to after it had ended', async () => {
    const list = listAt();
    await list.connect('c', 'ann');
    await list.watch('c', ['p', 'q']);
    await viewers().forget('c', ['p', 'a zombie wrote this']);
    expect(await items()).toEqual([]);
  });

  test('the viewers of a post are found in their slot, and each in one slot only', async () => {
    const list = listAt();
    const connections = manyPosts(60, 'a-long-name-of-a-connection-');
    await Promise.all(
      connections.map(async (connectionId, index) => {
        await list.connect(connectionId, `person-${index}`);
        await list.watch(connectionId, ['p']);
      }),
    );
    const found = await Promise.all([0, 1, 2].map((slot) => viewers().find(slot, 'p')));
    expect(found.flat().toSorted()).toEqual(connections.toSorted());
    for (const [slot, ids] of found.entries())
      expect(new Set(ids.map((it) => slotOf(it, SLOTS)))).toEqual(new Set([slot]));
  });

  describe('the slots in use', () => {
    const slotsAt = (nowMs: number, through = client) =>
      makeSlotsInUse({ client: through, table, now: () => nowMs }).read();
    const idIn = (slot: number) =>
      Array.from({ length: 100 }, (_, index) => `id-${index}`).find((id) => slotOf(id, SLOTS) === slot)!;

    test('are none while nobody has come', async () => {
      expect(await slotsAt(NOW_MS)).toBeUndefined();
    });

    test('are those of connections, for longer than a connection lasts', async () => {
      await listAt().connect(idIn(2), 'ann');
      await listAt(NOW_MS + HOURS_MS).connect(idIn(0), 'bob');
      expect(await slotsAt(NOW_MS + 2 * HOURS_MS)).toMatchObject({ sinceMs: NOW_MS });
      expect((await slotsAt(NOW_MS + 2 * HOURS_MS))?.slots.toSorted()).toEqual([0, 2]);
      expect((await slotsAt(NOW_MS + 3 * HOURS_MS))?.slots).toEqual([0]);
    });

    test('begin anew when somebody comes after all have gone', async () => {
      await listAt().connect(idIn(2), 'ann');
      expect(await slotsAt(NOW_MS + 3 * HOURS_MS)).toBeUndefined();
      await listAt(NOW_MS + 4 * HOURS_MS).connect(idIn(1), 'bob');
      expect(await slotsAt(NOW_MS + 4 * HOURS_MS)).toEqual({ slots: [1], sinceMs: NOW_MS + 4 * HOURS_MS });
    });

    test('hold one that somebody takes in the moment in which all others have ended', async () => {
      await listAt().connect(idIn(2), 'ann');
      const laterMs = NOW_MS + 3 * HOURS_MS;
      const interrupted = afterFirstCall(client, async () => {
        await listAt(laterMs).connect(idIn(1), 'bob');
      });
      expect((await slotsAt(laterMs, interrupted))?.slots).toEqual([1]);
    });
  });

  test('the counts that were told are kept, and an older one does not take the place of a newer one', async () => {
    const told = makeToldCounts({ client, table, limit: (task) => task(), now: () => NOW_MS });
    const posts = manyPosts(150).map((postId, index) => ({ postId, count: 1_000 + index, asOfMs: NOW_MS }));
    await told.keep(posts);
    await told.keep([
      { postId: 'p0', count: 1, asOfMs: NOW_MS - 1 },
      { postId: 'p1', count: 2_000, asOfMs: NOW_MS + 1 },
    ]);
    const kept = await told.read([...manyPosts(150), 'unknown']);
    expect(kept.size).toBe(150);
    expect(kept.get('p0')).toEqual(posts[0]);
    expect(kept.get('p1')).toEqual({ postId: 'p1', count: 2_000, asOfMs: NOW_MS + 1 });
    expect(await told.read([])).toEqual(new Map());
  });
});
