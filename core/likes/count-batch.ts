// Counts one lane's batch: sets aside the records that it cannot count, counts each post while there is time, and tells what is left.

import type { Committed } from '../counters/commit-delta.ts';
import { type CountUpdates, updateOf } from '../counters/count-update.ts';
import { type PartialBatchResponse, partialBatchResponse } from '../stream/partial-batch.ts';
import type { Limit } from '../stream/limit.ts';
import { OutOfTimeError } from '../stream/out-of-time.ts';
import type { StreamRecord } from '../stream/stream-record.ts';
import { collectBatch, type SetAsideRecord, type PostBatch } from './collect-batch.ts';
import { type CountAndSpreadPorts, countAndSpread } from './count-and-spread.ts';
import type { Quarantine } from './ports.ts';

/** When less time is left, no further post is started. Otherwise a timeout would repeat the posts that are done. */
export const RESERVED_MS = 10_000;

export interface CountBatchPorts extends CountAndSpreadPorts {
  readonly quarantine: Quarantine;
  /** Undefined where nobody wants to be told of changes. */
  readonly updates?: CountUpdates | undefined;
}

/** What an invocation has: its time, and how many posts it counts at once. */
export interface Invocation {
  /** How long the invocation may still run, in milliseconds. */
  readonly remainingMs: () => number;
  /** Runs a post's counting as soon as fewer than the limit are running. */
  readonly limit: Limit;
}

export interface CountedPost extends Committed {
  readonly postId: string;
}

export interface CountedBatch {
  readonly records: readonly StreamRecord[];
  readonly setAside: readonly SetAsideRecord[];
  readonly counted: readonly CountedPost[];
  /** Posts that a failure or the lack of time has left. */
  readonly unfinished: readonly PostBatch[];
  /** Why posts could not be counted. After the first failure no further post is started. */
  readonly failures: readonly unknown[];
}

/** Rejects when the records that are set aside cannot be kept. Then nothing has changed. */
export async function countBatch(
  ports: CountBatchPorts,
  lane: string,
  records: readonly StreamRecord[],
  { remainingMs, limit }: Invocation,
): Promise<CountedBatch> {
  const { posts, setAside } = collectBatch(records);
  await ports.quarantine.put(lane, setAside);

  const counted: CountedPost[] = [];
  const unfinished: PostBatch[] = [];
  const failures: unknown[] = [];
  const count = async (post: PostBatch): Promise<void> => {
    if (failures.length > 0 || remainingMs() < RESERVED_MS) return void unfinished.push(post);
    try {
      counted.push({ postId: post.postId, ...(await countAndSpread(ports, lane, post)) });
    } catch (error) {
      if (!(error instanceof OutOfTimeError)) failures.push(error);
      unfinished.push(post);
    }
  };
  await Promise.all(posts.map((post) => limit(() => count(post))));
  try {
    await ports.updates?.publish(counted.map((post) => updateOf(post.postId, post, ports.now())));
  } catch (error) {
    // What is counted stays counted. The batch comes again for the updates alone, and finds the marks at its end.
    failures.push(error);
    unfinished.push(...posts);
  }
  return { records, setAside, counted, unfinished, failures };
}

/**
 * Thrown when time ran out before the first record was done. If that record were reported as unfinished, the same batch would come
 * again and end here again, because only the batch of a failed invocation is halved.
 * source: Lambda guide, Kinesis, "Bisecting a batch"
 */
export class BatchTooLargeError extends Error {
  override readonly name = 'BatchTooLargeError';
}

/** Returns the answer to the event source mapping. Throws a BatchTooLargeError when the batch must be halved. */
export function responseTo({ records, unfinished, failures }: CountedBatch): PartialBatchResponse {
  const response = partialBatchResponse(unfinished.map(({ firstSequenceNumber }) => firstSequenceNumber));
  const [lowest] = response.batchItemFailures;
  const isStuck = lowest?.itemIdentifier === records[0]?.sequenceNumber && records.length > 1;
  if (isStuck && failures.length === 0)
    throw new BatchTooLargeError(`${records.length} records are too many for the time`);
  return response;
}
