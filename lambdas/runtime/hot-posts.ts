// What the functions share that split and merge hot posts: the settings that the template hands them, and the counters.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { commitTogether } from '../../adapters/dynamodb/commit-statements.ts';
import { readTogether } from '../../adapters/dynamodb/counter-reads.ts';
import { makeSplitCounters } from '../../adapters/dynamodb/counters.ts';
import type { Limit } from '../../core/stream/limit.ts';
import type { SplitPolicy } from '../../core/counters/split-policy.ts';
import { requireEnv } from './require-env.ts';

/** Reads the scenario's policy, which the template hands over as JSON. */
export const readSplitPolicy = (env: NodeJS.ProcessEnv) =>
  JSON.parse(requireEnv(env, 'SPLIT_POLICY')) as SplitPolicy;

/** @param limit how many calls may be in flight */
export const wireCounters = (env: NodeJS.ProcessEnv, client: DynamoDBClient, limit: Limit) =>
  makeSplitCounters({
    client,
    table: requireEnv(env, 'COUNTERS_TABLE'),
    limit,
    now: Date.now,
    tombstoneSeconds: Number(requireEnv(env, 'TOMBSTONE_SECONDS')),
  });

/**
 * For the function that counts batches: the reads and the commits of a moment travel together.
 * @param hasTime whether one that was throttled may be sent again
 */
export const wireBatchCounters = (
  env: NodeJS.ProcessEnv,
  client: DynamoDBClient,
  limit: Limit,
  hasTime: () => boolean,
) => {
  const options = { client, table: requireEnv(env, 'COUNTERS_TABLE'), limit, hasTime, now: Date.now };
  return commitTogether(readTogether(wireCounters(env, client, limit), options), options);
};
