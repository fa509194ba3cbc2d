// Runs a case through the real core and adapters against a DynamoDB, and adds up the capacity that DynamoDB reports.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CapacityUsed } from '../../adapters/dynamodb/capacity-meter.ts';
import { commitTogether } from '../../adapters/dynamodb/commit-statements.ts';
import { readTogether } from '../../adapters/dynamodb/counter-reads.ts';
import { makeSplitCounters } from '../../adapters/dynamodb/counters.ts';
import { makeLedger } from '../../adapters/dynamodb/ledger.ts';
import { makeLimit } from '../../adapters/limit.ts';
import { collectBatch } from '../../core/likes/collect-batch.ts';
import { type CountAndSpreadPorts, countAndSpread } from '../../core/likes/count-and-spread.ts';
import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import { CounterMemory } from '../../core/counters/counter-memory.ts';
import type { Batch, CostCase } from './cases.ts';

/** It has 56 digits, as those that AWS writes today. */
const FIRST_SEQUENCE_NUMBER = 49_590_338_271_490_256_608_559_692_538_361_571_095_921_575_989_136_588_898n;
const BUCKETS = 4;

export interface Cost {
  readonly name: string;
  readonly likes: number;
  readonly used: CapacityUsed;
}

export interface MeasuredDynamoDB {
  readonly client: DynamoDBClient;
  readonly tables: { readonly counters: string; readonly likes: string };
  /** Returns what the client has used since the last call. */
  readonly takeCapacityUsed: () => CapacityUsed;
}

/** @param prefix keeps the posts of cases apart */
export async function measureCost(
  { client, tables, takeCapacityUsed }: MeasuredDynamoDB,
  { name, split, before, measured }: CostCase,
  prefix: string,
): Promise<Cost> {
  const limit = makeLimit(16);
  const options = { client, table: tables.counters, limit, now: Date.now, tombstoneSeconds: 1 };
  const ports: CountAndSpreadPorts = {
    ledger: makeLedger({ client, table: tables.likes, limit }),
    counters: commitTogether(readTogether(makeSplitCounters(options), options), options),
    policy: {
      split: split === 'always' ? 'always' : 'when-hot',
      buckets: BUCKETS,
      splitAboveWritesPerSecond: Number.POSITIVE_INFINITY,
      mergeBelowWritesPerSecond: 0,
      coolSeconds: 0,
    },
    memory: new CounterMemory(),
    now: Date.now,
  };
  let sequence = FIRST_SEQUENCE_NUMBER;
  let eventNumber = 0;

  async function count({ lane, users, posts, op, repeat = false }: Batch): Promise<number> {
    const records = users.map((userId) => {
      const userKey = prefix + userId;
      const events = posts.map((postId) => ({
        v: 1 as const,
        id: `01a20f3a-88f8-7282-b92f-${String(++eventNumber).padStart(12, '0')}`,
        postId: prefix + postId,
        userId: userKey,
        op,
      }));
      const data = new TextEncoder().encode(encodeLikeRecord(events));
      return { sequenceNumber: String(++sequence), partitionKey: userKey, data };
    });
    for (const post of collectBatch(records).posts) await countAndSpread(ports, lane, post);
    if (repeat) {
      takeCapacityUsed();
      for (const post of collectBatch(records).posts) await countAndSpread(ports, lane, post);
    }
    return users.length * posts.length;
  }

  for (const batch of before) await count(batch);
  takeCapacityUsed();
  let likes = 0;
  for (const batch of measured) likes += await count(batch);
  return { name, likes, used: takeCapacityUsed() };
}
