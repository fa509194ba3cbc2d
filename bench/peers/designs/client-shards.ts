// Firebase's distributed counter. Each client adds to a shard of its own, and once a second a worker moves what the shards hold into the
// counter and deletes them.

import {
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Design, Environment, Worker } from '../design.ts';
import { addition, COUNTERS, makeReadCounts, plainCounters } from './plain-counter.ts';
import { readActions } from './read-actions.ts';

const SHARDS = 'shards';
/** How many shards a worker takes in a round. source: firebase/extensions, firestore-counter, worker.ts */
const SHARDS_LIMIT = 499;
/** source: DynamoDB API, TransactWriteItems */
const MAX_ITEMS = 100;

export const clientShards: Design = {
  name: 'client-shards',
  title: "Firebase's client shards",
  source: {
    name: 'Firebase extension firestore-counter',
    url: 'https://github.com/firebase/extensions/tree/master/firestore-counter',
  },
  translation:
    'A document is an item, and a Firestore transaction is an optimistic one with a condition on each shard. One worker, so that the document that says who owns a slice and the partial sums are left out. It keeps no ledger: who has liked is known to the client only.',
  tables: { [SHARDS]: { keys: ['shard'], holds: 'counter' }, [COUNTERS]: plainCounters },
  claims: ['none'],
  knowsPeople: false,
  needsTransactions: true,
  settleSeconds: 1,
  bound: { table: COUNTERS, keys: 1 },
  start(environment) {
    return {
      async countBatch(_, records) {
        await Promise.all(readActions(records).map((event) => increment(environment, event)));
      },
      workers: [makeAggregate(environment)],
      readCounts: makeReadCounts(environment),
    };
  },
};

const increment = (
  { client, tableOf, limit }: Environment,
  { userId, postId, op }: ReturnType<typeof readActions>[number],
) =>
  limit(() =>
    client.send(
      new UpdateItemCommand({
        TableName: tableOf(SHARDS),
        Key: { shard: { S: `${userId}#${postId}` } },
        UpdateExpression: 'ADD likes :delta SET postId = :post',
        ExpressionAttributeValues: { ':delta': { N: op === 'like' ? '1' : '-1' }, ':post': { S: postId } },
      }),
    ),
  );

type Shard = Record<string, AttributeValue>;

function makeAggregate({ client, tableOf, limit }: Environment): Worker {
  async function aggregate(postId: string, shards: readonly Shard[]): Promise<void> {
    const sum = shards.reduce((total, { likes }) => total + Number(likes?.N ?? 0), 0);
    const deletes = shards.map(({ shard, likes }) => ({
      Delete: {
        TableName: tableOf(SHARDS),
        Key: { shard: shard as AttributeValue },
        ConditionExpression: 'likes = :seen',
        ExpressionAttributeValues: { ':seen': likes as AttributeValue },
      },
    }));
    const add = { Update: addition(tableOf(COUNTERS), postId, sum) };
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: [add, ...deletes] }));
    } catch (error) {
      // A shard has changed. The next round takes it.
      if (!(error instanceof TransactionCanceledException)) throw error;
    }
  }

  return async () => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: tableOf(SHARDS), Limit: SHARDS_LIMIT, ConsistentRead: true }),
    );
    const chunks = [...Map.groupBy(Items, ({ postId }) => postId?.S ?? '')].flatMap(([postId, shards]) =>
      Array.from({ length: Math.ceil(shards.length / (MAX_ITEMS - 1)) }, (_, index) => ({
        postId,
        shards: shards.slice(index * (MAX_ITEMS - 1), (index + 1) * (MAX_ITEMS - 1)),
      })),
    );
    await Promise.all(chunks.map(({ postId, shards }) => limit(() => aggregate(postId, shards))));
    return LastEvaluatedKey !== undefined;
  };
}
