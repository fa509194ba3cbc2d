// Rows and counter in one transaction, so that they cannot part. A transaction takes up to 99 rows of one post with their counter.

import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { backoffMs, pause } from '../../../adapters/backoff.ts';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import type { Design, Environment } from '../design.ts';
import { LEDGER, personLedger, rowOf } from './person-ledger.ts';
import { addition, COUNTERS, makeReadCounts, plainCounters } from './plain-counter.ts';
import { readLatestActions } from './read-actions.ts';

/** source: DynamoDB API, TransactWriteItems */
const MAX_ITEMS = 100;
const MAX_ATTEMPTS = 40;

export const oneTransaction: Design = {
  name: 'one-transaction',
  title: 'ledger and ADD in one transaction',
  source: {
    name: 'DynamoDB guide, transactions',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html',
  },
  translation:
    'One transaction per post and batch with up to 99 rows and the counter. It assumes that nobody has a row; a transaction that is cancelled says which rows there are, and is repeated with them.',
  tables: { [LEDGER]: personLedger, [COUNTERS]: plainCounters },
  claims: ['none', 'crashes', 'lost-answers', 'replay', 'reshard'],
  knowsPeople: true,
  needsTransactions: true,
  settleSeconds: 0,
  bound: { table: COUNTERS, keys: 1 },
  start(environment) {
    const { limit } = environment;
    return {
      async countBatch(_, records) {
        const posts = Map.groupBy(readLatestActions(records), ({ postId }) => postId);
        const chunks = [...posts.values()].flatMap((events) =>
          Array.from({ length: Math.ceil(events.length / (MAX_ITEMS - 1)) }, (_, index) =>
            events.slice(index * (MAX_ITEMS - 1), (index + 1) * (MAX_ITEMS - 1)),
          ),
        );
        await Promise.all(chunks.map((events) => limit(() => countChunk(environment, events))));
      },
      workers: [],
      readCounts: makeReadCounts(environment),
    };
  },
};

interface Known {
  readonly id: string;
  readonly liked: boolean;
}

/** @param events actions of different people on one post */
async function countChunk({ client, tableOf }: Environment, events: readonly LikeEvent[]): Promise<void> {
  const known = new Map<string, Known>();
  for (let attempt = 1; ; attempt++) {
    const newer = events.filter(({ userId, id }) => (known.get(userId)?.id ?? '') < id);
    if (newer.length === 0) return;
    const delta = newer.reduce(
      (sum, { userId, op }) => sum + Number(op === 'like') - Number(known.get(userId)?.liked ?? false),
      0,
    );
    const puts = newer.map((event) => put(tableOf(LEDGER), event, known.get(event.userId)));
    const add = { Update: addition(tableOf(COUNTERS), newer[0]?.postId ?? '', delta) };
    try {
      await client.send(
        new TransactWriteItemsCommand({ TransactItems: delta === 0 ? puts : [...puts, add] }),
      );
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException) || attempt >= MAX_ATTEMPTS) throw error;
      const rows = (error.CancellationReasons ?? [])
        .map(({ Item }) => Item)
        .filter((item) => item !== undefined);
      for (const { userId, id, liked } of rows)
        known.set(userId?.S ?? '', { id: id?.S ?? '', liked: liked?.BOOL ?? false });
      // Another transaction has the counter or a row.
      if (rows.length === 0) await pause(backoffMs(attempt));
    }
  }
}

const put = (TableName: string, event: LikeEvent, known: Known | undefined): TransactWriteItem => ({
  Put: {
    TableName,
    Item: rowOf(event),
    ConditionExpression: known ? 'id = :known' : 'attribute_not_exists(userId)',
    ...(known && { ExpressionAttributeValues: { ':known': { S: known.id } } }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});
