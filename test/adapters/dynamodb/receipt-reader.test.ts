// Receipts against real tables: what the batcher has written is what a receipt tells.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeLedger } from '../../../adapters/dynamodb/ledger.ts';
import { makeReceiptReader } from '../../../adapters/dynamodb/receipt-reader.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { collectBatch } from '../../../core/likes/collect-batch.ts';
import { mergeBuckets } from '../../../core/counters/merge-buckets.ts';
import { countPost } from '../../../core/likes/count-post.ts';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { encodeLikeRecord } from '../../../core/likes/like-record.ts';
import { type Receipt, receiptOf } from '../../../core/likes/receipt.ts';
import { type ReceiptReader, resolveReceipt } from '../../../core/likes/resolve-receipt.ts';
import { toPosition } from '../../../core/stream/sequence-number.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';
import { COUNTERS_TABLE, LIKES_TABLE, servers, type TestDynamoDB } from './servers.ts';

const LANE = '1k7xq3s-0';

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;
  let ports: { ledger: ReturnType<typeof makeLedger>; counters: ReturnType<typeof makeSplitCounters> };
  let reader: ReceiptReader;
  let sequence = 100;

  beforeAll(async () => {
    server = await start();
    const { client } = server;
    const limit = makeLimit(8);
    ports = {
      ledger: makeLedger({ client, table: LIKES_TABLE, limit }),
      counters: makeSplitCounters({
        client,
        table: COUNTERS_TABLE,
        limit,
        now: () => NOW_MS,
        tombstoneSeconds: 60,
      }),
    };
    reader = makeReceiptReader({ client, countersTable: COUNTERS_TABLE, likesTable: LIKES_TABLE });
  });
  afterAll(() => server.close());

  const eventOf = (postId: string, op: LikeEvent['op'] = 'like'): LikeEvent => ({
    v: 1,
    id: eventIdAt(NOW_MS + sequence++),
    postId,
    userId: 'ann',
    op,
  });

  /** Counts the event as a batch of its own, and returns its receipt. */
  async function count(event: LikeEvent): Promise<Receipt> {
    const sequenceNumber = String(sequence++);
    const data = new TextEncoder().encode(encodeLikeRecord([event]));
    const { posts } = collectBatch([{ sequenceNumber, partitionKey: event.userId, data }]);
    for (const post of posts) await countPost(ports, LANE, post);
    const place = { lane: LANE, position: toPosition(sequenceNumber) };
    return receiptOf({ event, fate: { state: 'accepted', place } });
  }
  const resolve = (receipt: Receipt) => resolveReceipt(reader, 'ann', receipt);

  test('a like is accepted, then applied, and overtaken once it is taken back', async () => {
    const queued = receiptOf({ event: eventOf('a'), fate: { state: 'queued', because: 'throttled' } });
    expect(await resolve(queued)).toEqual({ state: 'queued' });
    const like = await count(eventOf('b'));
    expect(await resolve(like)).toEqual({ state: 'applied', effect: 'took-effect' });
    const unlike = await count(eventOf('b', 'unlike'));
    expect(await resolve(like)).toEqual({ state: 'applied', effect: 'overtaken' });
    expect(await resolve(unlike)).toEqual({ state: 'applied', effect: 'took-effect' });
  });

  test('a like stays applied while its lane moves to a bucket and comes back', async () => {
    const before = await count(eventOf('split'));
    await ports.counters.split('split', 2);
    await ports.counters.moveLane({ key: 'split', lane: LANE, bucket: '1.0', generation: 1 });
    const inBucket = await count(eventOf('split'));
    expect(await resolve(before)).toMatchObject({ state: 'applied' });
    expect(await resolve(inBucket)).toEqual({ state: 'applied', effect: 'took-effect' });
    await mergeBuckets(ports.counters, 'split');
    expect(await resolve(inBucket)).toEqual({ state: 'applied', effect: 'took-effect' });
  });

  test('a record that the count has passed without the ledger was set aside', async () => {
    const event = eventOf('aside');
    const place = { lane: LANE, position: toPosition(String(sequence++)) };
    const receipt = receiptOf({ event, fate: { state: 'accepted', place } });
    expect(await resolve(receipt)).toEqual({ state: 'accepted' });
    await count({ ...eventOf('aside'), userId: 'bob' });
    expect(await resolve(receipt)).toEqual({ state: 'set-aside' });
  });
});
