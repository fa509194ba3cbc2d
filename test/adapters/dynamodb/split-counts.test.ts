// The count of a split post is the sum of its root and its open buckets, at every step of a split and a merge.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCountReader } from '../../../adapters/dynamodb/count-reader.ts';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import { mergeBuckets, takeOverBucket } from '../../../core/counters/merge-buckets.ts';
import type { SplitCounters } from '../../../core/counters/ports.ts';
import type { CountReader } from '../../../core/likes/ports.ts';
import { COUNTERS_TABLE, LIKES_TABLE, servers, type TestDynamoDB } from './servers.ts';

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;
  let counters: SplitCounters;
  let reader: CountReader;
  let nowMs = 0;

  beforeAll(async () => {
    server = await start();
    const { client } = server;
    const limit = makeLimit(8);
    const now = () => nowMs;
    counters = makeSplitCounters({ client, table: COUNTERS_TABLE, limit, now, tombstoneSeconds: 60 });
    reader = makeCountReader({ client, likesTable: LIKES_TABLE, countersTable: COUNTERS_TABLE });
  });
  afterAll(() => server.close());

  async function commit(postId: string, bucket: string, lane: string, delta: number, atMs: number) {
    nowMs = atMs;
    const mark = String(atMs).padStart(6, '0');
    const { done, item } = await counters.commit({
      key: postId,
      bucket,
      lane,
      delta,
      mark,
      expected: { below: mark },
    });
    // A write whose answer was lost is repeated, and then finds its own mark.
    expect(done || item?.marks.get(lane) === mark).toBe(true);
  }
  const read = async (postId: string) => (await reader.readCounts([postId])).get(postId);
  const at = (ms: number) => new Date(ms).toISOString();

  test('the count stays the same while lanes move and buckets come back, and says how fresh it is', async () => {
    const postId = 'steps';
    await commit(postId, ROOT_BUCKET, 'a', 5, 1_000);
    await counters.split(postId, 2);
    await counters.moveLane({ key: postId, lane: 'a', bucket: '1.0', generation: 1 });
    await counters.moveLane({ key: postId, lane: 'b', bucket: '1.1', generation: 1 });
    // Both buckets are listed, and neither of them exists yet.
    expect(await read(postId)).toEqual({ count: 5, asOf: at(1_000) });
    await commit(postId, '1.0', 'a', 3, 3_000);
    await commit(postId, '1.1', 'b', -1, 2_000);
    expect(await read(postId)).toEqual({ count: 7, asOf: at(3_000) });

    await counters.unsplit(postId, 1);
    await counters.closeBucket(postId, '1.0');
    expect((await read(postId))?.count).toBe(7);
    await takeOverBucket(counters, postId, '1.0');
    expect((await read(postId))?.count).toBe(7);
    await mergeBuckets(counters, postId);
    await mergeBuckets(counters, postId);
    expect((await read(postId))?.count).toBe(7);
    expect(await counters.read(postId, ROOT_BUCKET)).toMatchObject({
      count: 7,
      commits: 1,
      mergedCommits: 2,
    });
  });

  test('a merge does not turn back the time of the count', async () => {
    const postId = 'freshness';
    await counters.split(postId, 1);
    await counters.moveLane({ key: postId, lane: 'a', bucket: '1.0', generation: 1 });
    await commit(postId, '1.0', 'a', 1, 8_000);
    nowMs = 9_000;
    await mergeBuckets(counters, postId);
    expect(await read(postId)).toEqual({ count: 1, asOf: at(9_000) });
  });

  test('a reader that comes between two moves is never told less than zero likes', async () => {
    const postId = 'between-moves';
    await counters.split(postId, 1);
    await commit(postId, ROOT_BUCKET, 'a', 0, 1_000);
    await counters.moveLane({ key: postId, lane: 'a', bucket: '1.0', generation: 1 });
    // The reader saw the root before the like of lane a, and the bucket after lane a took it back.
    await commit(postId, '1.0', 'a', -1, 2_000);
    expect((await read(postId))?.count).toBe(0);
  });

  test('a page of split posts is read completely, although its buckets do not fit one request', async () => {
    const posts = Array.from({ length: 15 }, (_, index) => `hot-${index}`);
    for (const postId of posts) {
      await counters.split(postId, 8);
      for (let lane = 0; lane < 8; lane++) {
        await counters.moveLane({ key: postId, lane: `${lane}`, bucket: `1.${lane}`, generation: 1 });
        await commit(postId, `1.${lane}`, `${lane}`, lane, 1_000);
      }
    }
    const counts = await reader.readCounts(posts);
    expect(posts.map((postId) => counts.get(postId)?.count)).toEqual(posts.map(() => 28));
  });
});
