// Visits every split post once a minute. A post that has been cool for a while becomes one item again.

import type { Context } from 'aws-lambda';
import { DYNAMODB_MAX_CONNECTIONS, makeDynamoDB } from '../adapters/clients.ts';
import { makeSplitKeys } from '../adapters/dynamodb/split-keys.ts';
import { makeLimit } from '../adapters/limit.ts';
import { type MergerPorts, mergeCooledCounters } from '../core/counters/merge-cooled-counters.ts';
import { readSplitPolicy, wireCounters } from './runtime/hot-posts.ts';
import { requireEnv } from './runtime/require-env.ts';
import { addMetrics, describeError, logger } from './runtime/telemetry.ts';
import { withMetrics } from './runtime/with-metrics.ts';

const POSTS_AT_A_TIME = 16;

export function makeMergeBuckets(ports: MergerPorts) {
  return async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const remainingMs = () => context.getRemainingTimeInMillis();
    const run = await mergeCooledCounters(ports, remainingMs, makeLimit(POSTS_AT_A_TIME));

    for (const failure of run.failures)
      logger.error('A post could not be merged.', { cause: describeError(failure) });
    addMetrics({ PostsSplit: run.stays, PostsMerged: run.merged, MergesFailed: run.failures.length });
  };
}

function wire(env: NodeJS.ProcessEnv): ReturnType<typeof makeMergeBuckets> {
  const table = requireEnv(env, 'COUNTERS_TABLE');
  const client = makeDynamoDB();
  const mergeBuckets = makeMergeBuckets({
    splitKeys: makeSplitKeys({ client, table, index: requireEnv(env, 'SPLIT_POSTS_INDEX') }),
    counters: wireCounters(env, client, makeLimit(DYNAMODB_MAX_CONNECTIONS)),
    policy: readSplitPolicy(env),
    now: Date.now,
  });
  return withMetrics(mergeBuckets);
}

export const handler = wire(process.env);
