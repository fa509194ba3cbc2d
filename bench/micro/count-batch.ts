// Measures the counting of a batch without any store: what collecting, winners, deltas and commits cost. The baseline is the least
// that anybody would do with the same records: decode them and add up the likes by post.

import { collectBatch } from '../../core/likes/collect-batch.ts';
import type { StreamRecord } from '../../core/stream/stream-record.ts';
import { countPost } from '../../core/likes/count-post.ts';
import { EMPTY_ITEM } from '../../core/counters/counter-item.ts';
import { decodeLikeRecord, encodeLikeRecord } from '../../core/likes/like-record.ts';
import type { SplitCounters } from '../../core/counters/ports.ts';
import type { Ledger } from '../../core/likes/ports.ts';
import { makeEventIds } from '../../traffic/action.ts';
import { cpuMicrosecondsOf, makeCpuBench } from './cpu-bench.ts';
import { iterationsOf } from './iterations.ts';
import type { MicroResult } from './micro-result.ts';

const LANE = 'abcdefgh-000000000000';
/** How many records the event source mapping puts into a full batch. */
const BATCH_LIKES = 1_000;
const ITERATIONS = iterationsOf(100);

/** Nobody has acted before, and nobody else commits. */
const ledger: Ledger = { writeVersion: async () => undefined, compact: async () => {} };
const counters = {
  read: async () => undefined,
  commit: async () => ({ done: true, item: EMPTY_ITEM }),
} as Partial<SplitCounters> as SplitCounters;

export async function benchCountBatch(): Promise<MicroResult[]> {
  return [
    await compare('core: a batch of 1,000 likes of one post', makeRecords(1)),
    await compare('core: a batch of 1,000 likes of 1,000 posts', makeRecords(BATCH_LIKES)),
  ];
}

async function compare(name: string, records: readonly StreamRecord[]): Promise<MicroResult> {
  const bench = makeCpuBench(ITERATIONS);
  bench.add('count', async () => {
    const { posts } = collectBatch(records);
    await Promise.all(posts.map((post) => countPost({ ledger, counters }, LANE, post)));
  });
  bench.add('add up', () => {
    const likes = new Map<string, number>();
    for (const { data, partitionKey } of records) {
      const decoded = decodeLikeRecord(data, partitionKey);
      if (!decoded.ok) continue;
      for (const { postId } of decoded.events) likes.set(postId, (likes.get(postId) ?? 0) + 1);
    }
    if (likes.size === 0) throw new Error('nothing was counted');
  });
  await bench.run();
  return {
    name,
    cpuMicrosecondsPerLike: cpuMicrosecondsOf(bench, 'count') / BATCH_LIKES,
    baseline: 'decode and add up',
    baselineCpuMicrosecondsPerLike: cpuMicrosecondsOf(bench, 'add up') / BATCH_LIKES,
  };
}

function makeRecords(posts: number): StreamRecord[] {
  const idOf = makeEventIds(Date.UTC(2026, 0, 1), () => 0.5);
  return Array.from({ length: BATCH_LIKES }, (_, index): StreamRecord => {
    const userId = idOf(BATCH_LIKES + index);
    const event = { v: 1, id: idOf(index), postId: `post-${index % posts}`, userId, op: 'like' } as const;
    return {
      sequenceNumber: `496${String(index).padStart(53, '0')}`,
      partitionKey: userId,
      data: Buffer.from(encodeLikeRecord([event])),
    };
  });
}
