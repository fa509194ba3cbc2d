// Wires what roll-up needs to the tables of the deployment.

import { makeDynamoDB } from '../../adapters/clients.ts';
import { makeMoversStore } from '../../adapters/dynamodb/movers.ts';
import { makeTimeline } from '../../adapters/dynamodb/timeline.ts';
import { makeTotals } from '../../adapters/dynamodb/totals.ts';
import { makeWholeCounters } from '../../adapters/dynamodb/whole-counters.ts';
import { NewestCounts } from '../../core/live/newest-counts.ts';
import type { RollUpPorts } from '../../core/live/roll-up.ts';
import { Trending } from '../../core/live/trending.ts';
import { requireEnv } from './require-env.ts';
import { wireBroadcast } from './wire-broadcast.ts';

export function wireRollUp(env: NodeJS.ProcessEnv): RollUpPorts {
  const client = makeDynamoDB();
  const trending = new Trending(
    makeMoversStore({ client, table: requireEnv(env, 'TIMELINE_TABLE') }),
    Number(requireEnv(env, 'ROOT_SLOTS')),
  );
  return {
    counters: makeWholeCounters({ client, table: requireEnv(env, 'COUNTERS_TABLE'), now: Date.now }),
    totals: makeTotals({ client, table: requireEnv(env, 'COUNTERS_TABLE') }),
    timeline: makeTimeline({
      client,
      table: requireEnv(env, 'TIMELINE_TABLE'),
      days: Number(requireEnv(env, 'TIMELINE_DAYS')),
    }),
    trending: { take: (changes) => trending.take(changes, Date.now()) },
    broadcast: wireBroadcast(env),
    memory: new NewestCounts(),
    timelineFromLikes: Number(requireEnv(env, 'TIMELINE_FROM_LIKES')),
  };
}
