// Measures the bundle of batch-likes, called as an event source mapping calls it. Every person acts on the post for the first
// time. The baseline is the least that a ledger can cost: the same SDK sends one UpdateItem per like.

import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { KinesisStreamEvent } from 'aws-lambda';
import { DYNAMODB_MAX_CONNECTIONS, makeDynamoDB } from '../../adapters/clients.ts';
import { makeLimit } from '../../adapters/limit.ts';
import { planOf } from '../../planner/make-plan.ts';
import { socialMedia } from '../../scenarios/social-media.ts';
import { makeEventIds } from '../../traffic/action.ts';
import { makeStreamRecord } from '../stream-record.ts';
import { cpuMicrosecondsOf, makeCpuBench } from './cpu-bench.ts';
import { importHandler } from './import-handler.ts';
import { iterationsOf } from './iterations.ts';
import type { MicroResult } from './micro-result.ts';

const ITERATIONS = iterationsOf(8);
const { eventSourceMapping, hotPosts } = planOf(socialMedia).capacity;
const { batchSize } = eventSourceMapping;

type Handler = (event: KinesisStreamEvent, context: object) => Promise<{ batchItemFailures: unknown[] }>;

/** The process's environment must set the SDK's own variables, and name the stub as the endpoint of every service. */
export async function benchBatchLikes(assemblyDir: string): Promise<MicroResult[]> {
  Object.assign(process.env, {
    LIKES_TABLE: 'likes',
    COUNTERS_TABLE: 'counters',
    QUARANTINE_QUEUE_URL: 'http://127.0.0.1/quarantine',
    SPLIT_POLICY: JSON.stringify(hotPosts),
    TOMBSTONE_SECONDS: '86400',
    POWERTOOLS_METRICS_NAMESPACE: 'bench',
  });
  const batchLikes = await importHandler<Handler>(assemblyDir, 'batch-likes');
  const client = makeDynamoDB();
  const limit = makeLimit(DYNAMODB_MAX_CONNECTIONS);
  const context = { getRemainingTimeInMillis: () => 60_000 };
  const events = { 'one hot post': makeEvent(1), 'the long tail': makeEvent(batchSize) };

  const bench = makeCpuBench(ITERATIONS);
  for (const [traffic, event] of Object.entries(events)) {
    bench.add(traffic, async () => {
      const { batchItemFailures } = await batchLikes(event, context);
      if (batchItemFailures.length > 0) throw new Error(`batch-likes did not count ${traffic}`);
    });
  }
  bench.add('bare updates', async () => {
    await Promise.all(
      Array.from({ length: batchSize }, (_, index) => limit(() => client.send(bareUpdate(index)))),
    );
  });
  await bench.run();
  client.destroy();
  return Object.keys(events).map((traffic) => ({
    name: `batch-likes: a like of ${traffic}`,
    cpuMicrosecondsPerLike: cpuMicrosecondsOf(bench, traffic) / batchSize,
    baseline: 'UpdateItem by the SDK alone',
    baselineCpuMicrosecondsPerLike: cpuMicrosecondsOf(bench, 'bare updates') / batchSize,
  }));
}

const bareUpdate = (index: number) =>
  new UpdateItemCommand({
    TableName: 'likes',
    Key: { userId: { S: `user-${index}` }, postId: { S: 'post' } },
    UpdateExpression: 'SET #v = :stamp',
    ExpressionAttributeNames: { '#v': 'v' },
    ExpressionAttributeValues: { ':stamp': { S: 'stamp' } },
  });

/** Makes a full batch of one shard. Its likes are spread over this many posts. */
function makeEvent(posts: number): KinesisStreamEvent {
  const idOf = makeEventIds(Date.UTC(2026, 0, 1), () => 0.5);
  const Records = Array.from({ length: batchSize }, (_, index) => {
    const userId = idOf(batchSize + index);
    const postId = `post-${index % posts}`;
    return makeStreamRecord('shardId-000000000000', index, {
      v: 1,
      id: idOf(index),
      postId,
      userId,
      op: 'like',
    });
  });
  return { Records };
}
