// What an attempt does with the code of the core: it counts a batch, or reads a count. Both do what a function or an adapter does on
// AWS, without the parts that do not matter for exactness.

import { collectBatch } from '../../core/likes/collect-batch.ts';
import type { StreamRecord } from '../../core/stream/stream-record.ts';
import { type CountAndSpreadPorts, countAndSpread } from '../../core/likes/count-and-spread.ts';
import { EMPTY_ITEM, ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import { partialBatchResponse } from '../../core/stream/partial-batch.ts';
import type { SplitCounters } from '../../core/counters/ports.ts';
import { Fault } from './calls.ts';

/**
 * Counts a batch as core/likes/count-batch.ts does.
 *
 * @returns how many of the records are done, as an event source mapping understands the answer of the function
 */
export async function countBatch(
  ports: CountAndSpreadPorts,
  lane: string,
  records: readonly StreamRecord[],
  count = countAndSpread,
): Promise<number> {
  const { posts } = collectBatch(records);
  const results = await Promise.allSettled(posts.map((post) => count(ports, lane, post)));
  const unfinished = posts.filter((_, index) => {
    const result = results[index];
    if (result?.status !== 'rejected') return false;
    if (!(result.reason instanceof Fault)) throw result.reason;
    return true;
  });
  const [failure] = partialBatchResponse(
    unfinished.map(({ firstSequenceNumber }) => firstSequenceNumber),
  ).batchItemFailures;
  if (!failure) return records.length;
  return records.findIndex(({ sequenceNumber }) => sequenceNumber === failure.itemIdentifier);
}

/**
 * Reads a count as adapters/dynamodb/count-reader.ts does: first the root, and then the buckets that it lists as open.
 *
 * @param rootLast whether to take the root's commits from another reading, after the buckets; that is a mutant
 * @returns the commits that the count includes
 */
export async function readCommits(
  counters: Pick<SplitCounters, 'read'>,
  postId: string,
  rootLast: boolean,
): Promise<number> {
  const root = await counters.read(postId, ROOT_BUCKET);
  const buckets = await Promise.all(
    [...(root?.split.open ?? [])].map((bucket) => counters.read(postId, bucket)),
  );
  const ofRoot = rootLast ? await counters.read(postId, ROOT_BUCKET) : root;
  const { commits, mergedCommits } = ofRoot ?? EMPTY_ITEM;
  return buckets.reduce((sum, item) => sum + (item?.commits ?? 0), commits + mergedCommits);
}
