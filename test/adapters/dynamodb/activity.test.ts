// What roll-up keeps of the past, and what readers find of it: the timeline, the movers, and a person's own likes.

import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeLikedPostsReader } from '../../../adapters/dynamodb/liked-posts.ts';
import { makeMoversStore, makeTrendingReader } from '../../../adapters/dynamodb/movers.ts';
import { makeTimelineReader } from '../../../adapters/dynamodb/timeline-reader.ts';
import { makeTimeline, minutesOf } from '../../../adapters/dynamodb/timeline.ts';
import { stampOf } from '../../../core/likes/stamp.ts';
import { eventIdAt } from '../../../trials/fuzz/fakes.ts';
import { createTable, LIKES_TABLE, servers, type TestDynamoDB } from './servers.ts';

const TABLE = 'timeline';
const WINDOW = Date.UTC(2026, 10, 26, 12);
const at = (time: string) => Date.parse(`2026-11-26T${time}Z`);

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;

  beforeAll(async () => {
    server = await start();
    await createTable(server.client, TABLE, ['series', 'at']);
  });
  afterAll(() => server.close());

  const minute = (time: string, count: number, commits: number, key = 'p') => ({
    key,
    minuteMs: at(time),
    count,
    commits,
  });
  const timeline = () => makeTimeline({ client: server.client, table: TABLE, days: 30 });

  test('a minute keeps its newest count, whatever the order in which counts come', async () => {
    for (const [count, commits] of [
      [5, 2],
      [9, 4],
      [7, 3],
      [9, 4],
    ] as const)
      await timeline().write(minute('12:00', count, commits));
    const reader = makeTimelineReader({ client: server.client, table: TABLE });
    expect(await reader.readMinutes('p', at('12:00'), at('12:00'))).toEqual([minute('12:00', 9, 4)]);
  });

  test('a minute goes a month later', async () => {
    await timeline().write(minute('12:00', 5, 2, 'expires'));
    const Key = { series: { S: minutesOf('expires') }, at: { S: '2026-11-26T12:00Z' } };
    const { Item } = await server.client.send(new GetItemCommand({ TableName: TABLE, Key }));
    expect(Number(Item?.['expiresAt']?.N)).toBe(Date.UTC(2026, 11, 26, 12) / 1_000);
  });

  test('a reader finds the minutes of a range, and the last one before it', async () => {
    const rows = ['11:00', '11:58', '12:01', '12:02', '12:05'].map((time, index) =>
      minute(time, 100 + index, 100 + index, 'ranged'),
    );
    for (const row of rows) await timeline().write(row);
    await timeline().write(minute('12:01', 1, 1, 'other'));
    const reader = makeTimelineReader({ client: server.client, table: TABLE });
    const found = await reader.readMinutes('ranged', at('12:01'), at('12:04'));
    expect(found).toEqual(rows.slice(1, 4));
    expect(await reader.readMinutes('nobody', at('12:01'), at('12:04'))).toEqual([]);
  });

  test('movers are written on condition that nobody else has written them since', async () => {
    const store = makeMoversStore({ client: server.client, table: TABLE });
    const movers = [{ key: 'a "b" #c', first: { count: 1, commits: 1 }, last: { count: 9, commits: 4 } }];
    expect(await store.read(3, WINDOW)).toEqual({ movers: [], revision: 0 });
    expect(await store.write(3, WINDOW, { movers, revision: 0 })).toBe(true);
    expect(await store.write(3, WINDOW, { movers: [], revision: 0 })).toBe(false);
    expect(await store.read(3, WINDOW)).toEqual({ movers, revision: 1 });
    expect(await store.write(3, WINDOW, { movers, revision: 1 })).toBe(true);
    const reader = makeTrendingReader({ client: server.client, table: TABLE, rootSlots: 60 });
    expect(await reader.readMovers([WINDOW, WINDOW - 600_000])).toEqual(movers);
  });

  const LIKED_MS = Date.UTC(2026, 10, 26);
  async function rowOf(userId: string, postId: string, ops: readonly ('like' | 'unlike')[]) {
    const versions = ops.map((op, index) => {
      const stamp = stampOf({ id: eventIdAt(LIKED_MS + index), op });
      return [`v:lane-0:0${index}`, { S: stamp }] as const;
    });
    const Item = { userId: { S: userId }, postId: { S: postId }, ...Object.fromEntries(versions) };
    await server.client.send(new PutItemCommand({ TableName: LIKES_TABLE, Item }));
  }

  test('a person is shown what they like, without what they took back, and nothing of others', async () => {
    await rowOf('ann', 'a', ['like']);
    await rowOf('ann', 'b', ['like', 'unlike']);
    await rowOf('ann', 'c', ['like', 'unlike', 'like']);
    await rowOf('bob', 'd', ['like']);
    const reader = makeLikedPostsReader({ client: server.client, table: LIKES_TABLE });
    expect(await reader.readLikedPosts('ann', { after: undefined, limit: 10 })).toEqual({
      posts: [
        { postId: 'a', likedAtMs: LIKED_MS },
        { postId: 'c', likedAtMs: LIKED_MS + 2 },
      ],
      next: undefined,
    });
    expect(await reader.readLikedPosts('cat', { after: undefined, limit: 10 })).toEqual({
      posts: [],
      next: undefined,
    });
  });

  test('page after page shows each like once, also where many were taken back', async () => {
    const liked: string[] = [];
    for (let index = 0; index < 30; index++) {
      const postId = `post-${String(index).padStart(2, '0')}`;
      const isLiked = index % 7 === 0;
      await rowOf('paged', postId, isLiked ? ['like'] : ['like', 'unlike']);
      if (isLiked) liked.push(postId);
    }
    const reader = makeLikedPostsReader({ client: server.client, table: LIKES_TABLE });
    const shown: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const { posts, next } = await reader.readLikedPosts('paged', { after, limit: 2 });
      expect(posts.length).toBeLessThanOrEqual(2);
      shown.push(...posts.map(({ postId }) => postId));
      after = next;
      pages++;
    } while (after !== undefined && pages < 40);
    expect(shown).toEqual(liked);
  });
});
