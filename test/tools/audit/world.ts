// Tables of a test's own with posts that were really counted: by the core and the adapters, as batch-likes does it.

import { randomUUID } from 'node:crypto';
import {
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { COUNTER_KEY, keyOf, nameOf, type Item } from '../../../adapters/dynamodb/counter-item.ts';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeLedger } from '../../../adapters/dynamodb/ledger.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { collectBatch } from '../../../core/likes/collect-batch.ts';
import { countPost } from '../../../core/likes/count-post.ts';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { LikeOp } from '../../../core/likes/like-event.ts';
import { encodeLikeRecord } from '../../../core/likes/like-record.ts';
import type { SplitCounters } from '../../../core/counters/ports.ts';
import type { Ledger } from '../../../core/likes/ports.ts';
import type { Tables } from '../../../tools/audit/tables.ts';
import { createTable } from '../../adapters/dynamodb/servers.ts';

export interface Action {
  readonly userId: string;
  readonly op: LikeOp;
  readonly postId: string;
}

export interface Batch {
  readonly lane: string;
  /** Sequence number of the first action's record; the others follow. */
  readonly from: number;
  readonly actions: readonly Action[];
}

export interface World extends Tables {
  readonly counters: SplitCounters;
  /** Counts a batch; a batch may be counted again. */
  count(batch: Batch): Promise<void>;
  /** Of all posts, as readers see it. */
  counts(): Promise<Record<string, number>>;
  /** Changes a count behind everybody's back. */
  damage(postId: string, by: number): Promise<void>;
  wipeCounters(): Promise<void>;
  wipeLedger(): Promise<void>;
  /** Writes the versions of a batch, the first so many of them, and does not get as far as the commit. */
  crash(batch: Batch, versions: number): Promise<void>;
  /** Writes a row of versions that no batch has committed. */
  putRow(userId: string, postId: string, versions: Record<string, string>): Promise<void>;
}

/** An id whose time is `hoursAgo` before now; of two with the same time, the greater number wins. */
export function eventId(number: number, hoursAgo = 0): string {
  const hex = (Date.now() - hoursAgo * 3_600_000).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(number).padStart(12, '0')}`;
}

export async function makeWorld(client: DynamoDBClient): Promise<World> {
  const suffix = randomUUID();
  const countersTable = `counters-${suffix}`;
  const likesTable = `likes-${suffix}`;
  await createTable(client, countersTable, [COUNTER_KEY]);
  await createTable(client, likesTable, ['userId', 'postId']);
  const limit = makeLimit(16);
  const options = { client, limit, now: Date.now, tombstoneSeconds: 60 };
  const counters = makeSplitCounters({ ...options, table: countersTable });
  const ledger = makeLedger({ client, limit, table: likesTable });
  const ids = new Map<string, string>();

  async function scan(TableName = countersTable): Promise<Item[]> {
    return (await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items ?? [];
  }

  function collect({ lane, from, actions }: Batch) {
    return collectBatch(
      actions.map(({ userId, op, postId }, index) => {
        const sequenceNumber = String(from + index);
        const name = `${lane} ${sequenceNumber}`;
        const id = ids.get(name) ?? eventId(ids.size);
        ids.set(name, id);
        const data = new TextEncoder().encode(encodeLikeRecord([{ v: 1, id, postId, userId, op }]));
        return { sequenceNumber, partitionKey: userId, data };
      }),
    ).posts;
  }

  return {
    client,
    countersTable,
    likesTable,
    counters,
    async count(batch) {
      await Promise.all(collect(batch).map((post) => countPost({ ledger, counters }, batch.lane, post)));
    },
    async crash(batch, versions) {
      let written = 0;
      const dying: Ledger = {
        ...ledger,
        async writeVersion(key, version) {
          if (written++ >= versions) throw new Error('crash');
          return ledger.writeVersion(key, version);
        },
      };
      const dead = { ...counters, commit: () => Promise.reject(new Error('crash')) };
      await Promise.allSettled(
        collect(batch).map((post) => countPost({ ledger: dying, counters: dead }, batch.lane, post)),
      );
    },
    async counts() {
      const counts: Record<string, number> = {};
      for (const item of await scan()) {
        const { key } = nameOf(item);
        if (!item['closed']?.BOOL) counts[key] = (counts[key] ?? 0) + Number(item['likes']?.N ?? 0);
      }
      return counts;
    },
    async damage(postId, by) {
      await client.send(
        new UpdateItemCommand({
          TableName: countersTable,
          Key: keyOf(postId, ROOT_BUCKET),
          UpdateExpression: 'ADD likes :by',
          ExpressionAttributeValues: { ':by': { N: String(by) } },
        }),
      );
    },
    async wipeCounters() {
      for (const item of await scan()) {
        const { key, bucket } = nameOf(item);
        const Key = keyOf(key, bucket);
        await client.send(new DeleteItemCommand({ TableName: countersTable, Key }));
      }
    },
    async wipeLedger() {
      for (const { userId = { S: '' }, postId = { S: '' } } of await scan(likesTable)) {
        await client.send(new DeleteItemCommand({ TableName: likesTable, Key: { userId, postId } }));
      }
    },
    async putRow(userId, postId, versions) {
      const stamps = Object.entries(versions).map(([key, stamp]) => [`v:${key}`, { S: stamp }]);
      const Item = { userId: { S: userId }, postId: { S: postId }, ...Object.fromEntries(stamps) };
      await client.send(new PutItemCommand({ TableName: likesTable, Item }));
    },
  };
}
