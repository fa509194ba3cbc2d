// AWS's pipeline for exactly-once aggregation, with three functions in a row. State keeps the newest version of each person's action.
// Map reads the stream of that table and writes what a batch adds up to, under the hash of the batch. Reduce reads the stream of
// those sums and adds them up in a transaction, whose client token is the hash of its own batch.

import { createHash } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Change } from '../change-stream.ts';
import type { Design, Environment, Worker } from '../design.ts';
import { LEDGER, makePutAction, personLedger } from './person-ledger.ts';
import { addition, COUNTERS, makeReadCounts, plainCounters } from './plain-counter.ts';
import { readLatestActions, sumBy } from './read-actions.ts';

const SUMS = 'sums';
/** Lambda's default batch of a DynamoDB stream. source: Lambda guide, DynamoDB event source mappings */
const BATCH_SIZE = 100;
/** source: DynamoDB API, TransactWriteItems */
const MAX_ITEMS = 100;

export const exactlyOnceAggregation: Design = {
  name: 'exactly-once-aggregation',
  title: "AWS's exactly-once aggregation",
  source: {
    name: 'AWS Database Blog, a fault-tolerant, serverless data aggregation pipeline with exactly-once processing',
    url: 'https://aws.amazon.com/blogs/database/build-a-fault-tolerant-serverless-data-aggregation-pipeline-with-exactly-once-processing/',
  },
  translation:
    'A like is a trade whose value is 1 or 0 and whose version is the id of the event. The streams of the two inner tables are modelled (reading them costs no units); batches of 100, as is the default.',
  tables: {
    [LEDGER]: { ...personLedger, stream: true },
    [SUMS]: { keys: ['batch'], holds: 'counter', stream: true },
    [COUNTERS]: plainCounters,
  },
  claims: ['none', 'crashes', 'lost-answers', 'replay', 'reshard'],
  knowsPeople: true,
  needsTransactions: true,
  settleSeconds: 0,
  bound: { table: COUNTERS, keys: 1 },
  start(environment) {
    const putAction = makePutAction(environment);
    return {
      async countBatch(_, records) {
        await Promise.all(readLatestActions(records).map(putAction));
      },
      workers: [makeMap(environment), makeReduce(environment)],
      readCounts: makeReadCounts(environment),
    };
  },
};

type Item = Record<string, AttributeValue>;

const newImageOf = ({ input }: Change) => input['Item'] as Item;
const oldImageOf = ({ output }: Change) => output['Attributes'] as Item | undefined;
const likedIn = (image: Item | undefined) => Number(image?.['liked']?.BOOL ?? false);

function makeMap({ client, tableOf, streamOf }: Environment): Worker {
  const changes = streamOf(LEDGER);
  return async () => {
    const batch = changes.next(BATCH_SIZE);
    if (batch.length === 0) return false;
    const sums = sumBy(
      batch,
      (change) => newImageOf(change)['postId']?.S ?? '',
      (change) => likedIn(newImageOf(change)) - likedIn(oldImageOf(change)),
    );
    const Item = { batch: { S: hashOf(batch) }, sums: { S: JSON.stringify([...sums]) } };
    try {
      await client.send(
        new PutItemCommand({
          TableName: tableOf(SUMS),
          Item,
          ConditionExpression: 'attribute_not_exists(#batch)',
          ExpressionAttributeNames: { '#batch': 'batch' },
        }),
      );
    } catch (error) {
      // The batch has come before.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    changes.acknowledge(batch);
    return true;
  };
}

function makeReduce({ client, tableOf, streamOf }: Environment): Worker {
  const changes = streamOf(SUMS);
  return async () => {
    const batch = changes.next(BATCH_SIZE);
    if (batch.length === 0) return false;
    const parts = batch.flatMap(
      (change) => JSON.parse(newImageOf(change)['sums']?.S ?? '[]') as [string, number][],
    );
    const totals = [
      ...sumBy(
        parts,
        ([postId]) => postId,
        ([, sum]) => sum,
      ),
    ];
    const hash = hashOf(batch);
    for (let start = 0; start < totals.length; start += MAX_ITEMS) {
      const TransactItems = totals
        .slice(start, start + MAX_ITEMS)
        .map(([postId, sum]) => ({ Update: addition(tableOf(COUNTERS), postId, sum) }));
      await client.send(
        new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: `${hash}-${start / MAX_ITEMS}` }),
      );
    }
    changes.acknowledge(batch);
    return true;
  };
}

const hashOf = (batch: readonly Change[]): string =>
  createHash('md5')
    .update(JSON.stringify(batch.map(newImageOf)))
    .digest('hex');
