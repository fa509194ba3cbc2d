// A counter that is spread over ten keys. Each ADD takes one of them at random, and a reader adds all of them up.

import type { Design } from '../design.ts';
import { makeLedgerThenAdd } from './ledger-then-add.ts';
import { LEDGER, personLedger } from './person-ledger.ts';
import { COUNTERS, makeReadCounts, plainCounters } from './plain-counter.ts';

const SHARDS = 10;

export const randomShards: Design = {
  name: 'random-shards',
  title: `ledger, then ADD to one of ${SHARDS} shards`,
  source: {
    name: 'DynamoDB guide, write sharding',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-sharding.html',
  },
  translation: `As before; the \`ADD\` of a batch goes to one of ${SHARDS} keys at random, and a count is read from all of them.`,
  tables: { [LEDGER]: personLedger, [COUNTERS]: plainCounters },
  claims: ['none', 'replay', 'reshard'],
  knowsPeople: true,
  needsTransactions: false,
  settleSeconds: 0,
  bound: { table: COUNTERS, keys: SHARDS },
  start: (environment) => ({
    countBatch: makeLedgerThenAdd(environment, (postId) =>
      shardOf(postId, Math.floor(environment.random() * SHARDS)),
    ),
    workers: [],
    readCounts: makeReadCounts(environment, (postId) =>
      Array.from({ length: SHARDS }, (_, shard) => shardOf(postId, shard)),
    ),
  }),
};

const shardOf = (postId: string, shard: number) => `${shard}#${postId}`;
