// Collapses a batch of likes into one write per post: set aside what is not ours, count each post, report what is left.

import type { Context, KinesisStreamEvent } from 'aws-lambda';
import { DYNAMODB_MAX_CONNECTIONS, makeDynamoDB, makeSQS } from '../adapters/clients.ts';
import { meterCapacity } from '../adapters/dynamodb/capacity-meter.ts';
import { makeLedger } from '../adapters/dynamodb/ledger.ts';
import { watchThrottles } from '../adapters/dynamodb/watch-throttles.ts';
import { readKinesisEvent } from '../adapters/kinesis/kinesis-event.ts';
import { makeLimit } from '../adapters/limit.ts';
import { makeQuarantine } from '../adapters/sqs/quarantine.ts';
import { collectBatch, type PostBatch } from '../core/likes/collect-batch.ts';
import { type CountAndSpreadPorts, countAndSpread } from '../core/likes/count-and-spread.ts';
import { type PartialBatchResponse, partialBatchResponse } from '../core/stream/partial-batch.ts';
import type { Quarantine } from '../core/counters/ports.ts';
import { PostMemory } from '../core/counters/counter-memory.ts';
import { readSplitPolicy, wireCounters } from './runtime/hot-posts.ts';
import { requireEnv } from './runtime/require-env.ts';
import { count, describeError, logger, metrics } from './runtime/telemetry.ts';

/** With less time left no further post is started: it comes again, and the others are not repeated by a timeout. */
const RESERVED_MS = 10_000;

const POSTS_AT_A_TIME = 32;

/**
 * Time ran out before the first record was done. Reported as unfinished, the same batch would come again, do the same and end
 * here again; only that of a failed invocation is halved. source: Lambda guide, Kinesis, "Bisecting a batch"
 */
export class BatchTooLargeError extends Error {
  override readonly name = 'BatchTooLargeError';
}

export function makeBatchLikes(ports: CountAndSpreadPorts & { quarantine: Quarantine }) {
  return async (event: KinesisStreamEvent, context: Context): Promise<PartialBatchResponse> => {
    const { lane, records } = readKinesisEvent(event);
    const { posts, rejected } = collectBatch(records);
    await ports.quarantine.put(lane, rejected);

    let failed = false;
    const finish = async (post: PostBatch): Promise<boolean> => {
      if (failed || context.getRemainingTimeInMillis() < RESERVED_MS) return false;
      try {
        await countAndSpread(ports, lane, post);
        return true;
      } catch (error) {
        failed = true;
        logger.error('A post could not be counted: its records come again.', { cause: describeError(error) });
        return false;
      }
    };
    const limit = makeLimit(POSTS_AT_A_TIME);
    const finished = await Promise.all(posts.map((post) => limit(() => finish(post))));
    const unfinished = posts.filter((_, index) => !finished[index]);

    count('RecordsReceived', records.length);
    count('RecordsQuarantined', rejected.length);
    count('PostsCounted', posts.length - unfinished.length);
    count('PostsUnfinished', unfinished.length);
    const response = partialBatchResponse(unfinished.map(({ firstSequenceNumber }) => firstSequenceNumber));
    const [lowest] = response.batchItemFailures;
    const stuck = lowest?.itemIdentifier === records[0]?.sequenceNumber && records.length > 1;
    if (stuck && !failed) throw new BatchTooLargeError(`${records.length} records are too many for the time`);
    return response;
  };
}

function wire(env: NodeJS.ProcessEnv): ReturnType<typeof makeBatchLikes> {
  const likes = requireEnv(env, 'LIKES_TABLE');
  const table = requireEnv(env, 'COUNTERS_TABLE');
  const client = makeDynamoDB();
  const memory = new PostMemory();
  const takeCapacityUsed = meterCapacity(client, { [likes]: 'Ledger', [table]: 'Counter' });
  watchThrottles(client, table, (postId) => memory.noteThrottle(postId));
  const limit = makeLimit(DYNAMODB_MAX_CONNECTIONS);
  const batchLikes = makeBatchLikes({
    ledger: makeLedger({ client, table: likes, limit }),
    counters: wireCounters(env, client, limit),
    quarantine: makeQuarantine({ client: makeSQS(), queueUrl: requireEnv(env, 'QUARANTINE_QUEUE_URL') }),
    policy: readSplitPolicy(env),
    memory,
    now: Date.now,
  });
  return async (event, context) => {
    try {
      return await batchLikes(event, context);
    } finally {
      for (const [name, value] of Object.entries(takeCapacityUsed())) count(name, value);
      metrics.publishStoredMetrics();
    }
  };
}

export const handler = wire(process.env);
