// Looks at every split post, once a minute: those that have been cool for a while become one item again.

import type { Context } from 'aws-lambda';
import { DYNAMODB_MAX_CONNECTIONS, makeDynamoDB } from '../adapters/clients.ts';
import { makeSplitPosts } from '../adapters/dynamodb/split-posts.ts';
import { makeLimit } from '../adapters/limit.ts';
import { mergeCooledPost } from '../core/counters/merge-cooled-counter.ts';
import type { SplitCounters, SplitPosts } from '../core/counters/ports.ts';
import type { SplitPolicy } from '../core/counters/split-policy.ts';
import { readSplitPolicy, wireCounters } from './runtime/hot-posts.ts';
import { requireEnv } from './runtime/require-env.ts';
import { count, describeError, logger, metrics } from './runtime/telemetry.ts';

/** With less time left the rest waits for the next minute. */
const RESERVED_MS = 5_000;

const POSTS_AT_A_TIME = 16;

export function makeMergeBuckets(ports: {
  posts: SplitPosts;
  counters: SplitCounters;
  policy: SplitPolicy;
  now: () => number;
}) {
  async function look(postId: string): Promise<'gone' | 'stays' | 'merged' | 'failed'> {
    try {
      return await mergeCooledPost(ports.counters, ports.policy, postId, ports.now());
    } catch (error) {
      // One post must not keep the others split; what was begun of it is finished by the next look.
      logger.error('A post could not be merged.', { cause: describeError(error) });
      return 'failed';
    }
  }

  return async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const hasTime = () => context.getRemainingTimeInMillis() >= RESERVED_MS;
    const limit = makeLimit(POSTS_AT_A_TIME);
    const looks: Promise<string>[] = [];
    for await (const postId of ports.posts.list()) {
      looks.push(limit(async () => (hasTime() ? look(postId) : 'left for the next minute')));
    }
    const results = await Promise.all(looks);
    const countOf = (wanted: string) => results.filter((result) => result === wanted).length;
    count('PostsSplit', countOf('stays'));
    count('PostsMerged', countOf('merged'));
    count('MergesFailed', countOf('failed'));
    metrics.publishStoredMetrics();
  };
}

function wire(env: NodeJS.ProcessEnv): ReturnType<typeof makeMergeBuckets> {
  const table = requireEnv(env, 'COUNTERS_TABLE');
  const client = makeDynamoDB();
  const limit = makeLimit(DYNAMODB_MAX_CONNECTIONS);
  return makeMergeBuckets({
    posts: makeSplitPosts({ client, table, index: requireEnv(env, 'SPLIT_POSTS_INDEX') }),
    counters: wireCounters(env, client, limit),
    policy: readSplitPolicy(env),
    now: Date.now,
  });
}

export const handler = wire(process.env);
