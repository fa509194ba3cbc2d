// A table that grows its partitions throttles cold posts, with the reason of a hot item. Such a throttle must not split a post, and a
// throttled batch must not multiply its writes. batch-likes runs over a real DynamoDB server with throttles in between.

import '../../trials/fuzz/environment.ts';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeDynamoDB } from '../../adapters/clients.ts';
import { readCounterItem } from '../../adapters/dynamodb/counter-item.ts';
import { commitTogether } from '../../adapters/dynamodb/commit-statements.ts';
import { makeSplitCounters } from '../../adapters/dynamodb/counters.ts';
import { makeLedger } from '../../adapters/dynamodb/ledger.ts';
import { makeLimit } from '../../adapters/limit.ts';
import { CounterMemory } from '../../core/counters/counter-memory.ts';
import { countBatch, type CountedBatch } from '../../core/likes/count-batch.ts';
import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import type { LocalServer } from '../../local/local-server.ts';
import { startFaultProxy } from '../../trials/chaos/fault-proxy.ts';
import { readPostWrites } from '../../trials/chaos/post-write.ts';
import { splitPolicy } from '../../trials/fuzz/split-policy.ts';
import {
  COUNTERS_TABLE,
  LIKES_TABLE,
  startDynalite,
  type TestDynamoDB,
} from '../adapters/dynamodb/servers.ts';

const POSTS = 500;

let dynamodb: TestDynamoDB;
let proxy: LocalServer;
let client: DynamoDBClient;
let commits: { readonly done: string[]; requests: number; throttled: number };
let otherWrites: string[];

beforeEach(async () => {
  dynamodb = await startDynalite();
  commits = { done: [], requests: 0, throttled: 0 };
  otherWrites = [];
  proxy = await startFaultProxy({
    service: 'dynamodb',
    url: process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
    pickFault(call) {
      const writes = readPostWrites(call);
      otherWrites.push(...writes.map(({ kind }) => kind).filter((kind) => kind !== 'commit'));
      if (writes.length === 0 || ++commits.requests % 3 !== 0) return undefined;
      // The first, the third and so on of its statements.
      commits.throttled += Math.ceil(writes.length / 2);
      return { kind: 'throttle' };
    },
    onAnswer(call, { body }) {
      commits.done.push(...readPostWrites(call, body.toString()).map(({ postId }) => postId));
    },
  });
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', proxy.url);
  client = makeDynamoDB();
});
afterEach(async () => {
  client.destroy();
  await proxy.close();
  await dynamodb.close();
});

/** One batch of a lane: one person likes each post once. */
function countOnce(): Promise<CountedBatch> {
  const records = Array.from({ length: POSTS }, (_, index) => {
    const id = `0190163d-8694-7000-8000-${String(index).padStart(12, '0')}`;
    const event = { v: 1, id, postId: `post-${index}`, userId: 'ann', op: 'like' } as const;
    const data = new TextEncoder().encode(encodeLikeRecord([event]));
    return { sequenceNumber: String(1_000 + index), partitionKey: 'ann', data };
  });
  const limit = makeLimit(32);
  const options = { client, table: COUNTERS_TABLE, limit, now: Date.now, tombstoneSeconds: 60 };
  const ports = {
    ledger: makeLedger({ client, table: LIKES_TABLE, limit }),
    counters: commitTogether(makeSplitCounters(options), options),
    quarantine: { put: async () => {} },
    policy: splitPolicy,
    memory: new CounterMemory(),
    now: Date.now,
  };
  return countBatch(ports, 'lane', records, { remainingMs: () => 60_000, limit: makeLimit(32) });
}

test('cold posts that are throttled stay one item, and are counted with one write each that succeeds', async () => {
  const { counted, unfinished, failures } = await countOnce();
  expect([counted.length, unfinished.length, failures]).toEqual([POSTS, 0, []]);
  expect(commits.throttled).toBeGreaterThanOrEqual(POSTS / 5);
  expect(commits.done.toSorted()).toEqual([...new Set(commits.done)].toSorted());
  expect(commits.done).toHaveLength(POSTS);
  expect(otherWrites).toEqual([]);

  let items = 0;
  for await (const page of paginateScan({ client: dynamodb.client }, { TableName: COUNTERS_TABLE })) {
    for (const item of (page.Items ?? []).map(readCounterItem)) {
      items++;
      expect([item.count, item.split.buckets]).toEqual([1, undefined]);
    }
  }
  expect(items).toBe(POSTS);
});
