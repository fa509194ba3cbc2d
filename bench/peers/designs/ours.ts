// This project: the real core and adapters, wired as lambdas/batch-likes.ts wires them.

import { makeCountReader } from '../../../adapters/dynamodb/count-reader.ts';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import { COUNTER_KEY } from '../../../adapters/dynamodb/counter-item.ts';
import { DYNAMODB_MAX_CONNECTIONS } from '../../../adapters/clients.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { makeLedger } from '../../../adapters/dynamodb/ledger.ts';
import { CounterMemory } from '../../../core/counters/counter-memory.ts';
import { countBatch } from '../../../core/likes/count-batch.ts';
import { planOf } from '../../../planner/make-plan.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import type { Design } from '../design.ts';
import { COUNTERS } from './plain-counter.ts';

const LEDGER = 'likes';
/** source: DynamoDB API, BatchGetItem */
const MAX_POSTS = 100;
const REMAINING_MS = 60_000;
const TOMBSTONE_SECONDS = 8 * 24 * 60 * 60;

export const ours: Design = {
  name: 'ours',
  title: 'ours',
  source: { name: 'docs/exact-counting.md', url: 'exact-counting.md' },
  translation:
    'The core and the adapters of this repository, with the policy for hot posts that the scenario social-media gets.',
  tables: {
    [LEDGER]: { keys: ['userId', 'postId'], holds: 'ledger' },
    [COUNTERS]: { keys: [COUNTER_KEY], holds: 'counter' },
  },
  claims: ['none', 'crashes', 'lost-answers', 'replay', 'reshard'],
  knowsPeople: true,
  needsTransactions: false,
  settleSeconds: 0,
  bound: { table: COUNTERS, keys: 1 },
  start({ client, tableOf, limit, now }) {
    const ports = {
      ledger: makeLedger({ client, table: tableOf(LEDGER), limit }),
      counters: makeSplitCounters({
        client,
        table: tableOf(COUNTERS),
        limit,
        now,
        tombstoneSeconds: TOMBSTONE_SECONDS,
      }),
      quarantine: {
        async put(_lane: string, records: readonly unknown[]) {
          if (records.length > 0) throw new Error(`${records.length} records are malformed`);
        },
      },
      policy: planOf(socialMedia).capacity.hotPosts,
      memory: new CounterMemory(),
      now,
    };
    const reader = makeCountReader({ client, countersTable: tableOf(COUNTERS), likesTable: tableOf(LEDGER) });
    return {
      async countBatch(lane, records) {
        const { failures } = await countBatch(ports, lane, records, {
          remainingMs: () => REMAINING_MS,
          limit: makeLimit(DYNAMODB_MAX_CONNECTIONS),
        });
        if (failures.length > 0) throw failures[0];
      },
      workers: [],
      async readCounts(postIds) {
        const counts = new Map<string, number>();
        for (let start = 0; start < postIds.length; start += MAX_POSTS)
          for (const [postId, { count }] of await reader.readCounts(postIds.slice(start, start + MAX_POSTS)))
            counts.set(postId, count);
        return counts;
      },
    };
  },
};
