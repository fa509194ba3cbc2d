// Netflix's counter. Every action is an event in a log, under a key that makes a repeat overwrite itself. A roll-up adds the events of a
// window that takes no more of them to the last checkpoint of the counter; of two checkpoints the later one wins.

import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { backoffMs, pause } from '../../../adapters/backoff.ts';
import { eventIdTimeMs } from '../../../core/likes/event-id.ts';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { shortHash } from '../../../core/stream/short-hash.ts';
import type { Design, Environment } from '../design.ts';
import { COUNTERS, makeReadCounts, plainCounters } from './plain-counter.ts';
import { readActions } from './read-actions.ts';

const EVENTS = 'events';
/** An event that is older is refused, so that everything before that is immutable. */
const ACCEPT_LIMIT_MS = 5_000;
const EVENT_BUCKETS = 4;
const TIME_BUCKET_MS = 24 * 60 * 60_000;
/** How far back a counter without a checkpoint is looked for. */
const RETENTION_MS = 60 * 60_000;
/** source: DynamoDB API, BatchWriteItem */
const MAX_PUTS = 25;

export const logAndRollUp: Design = {
  name: 'log-and-roll-up',
  title: "Netflix's log with a roll-up",
  source: {
    name: "Netflix TechBlog, Netflix's distributed counter abstraction",
    url: 'https://netflixtechblog.com/netflixs-distributed-counter-abstraction-8d0c45eb66b2',
  },
  translation: `Events go into ${EVENT_BUCKETS} buckets per post and day, 25 to a \`BatchWriteItem\`; the accept limit is ${ACCEPT_LIMIT_MS / 1_000} s; a roll-up a second takes the posts that were written or read. It counts events: who has liked is not known.`,
  tables: { [EVENTS]: { keys: ['bucket', 'event'], holds: 'ledger' }, [COUNTERS]: plainCounters },
  claims: ['none', 'crashes', 'lost-answers', 'replay', 'reshard'],
  knowsPeople: false,
  needsTransactions: false,
  settleSeconds: ACCEPT_LIMIT_MS / 1_000 + 2,
  bound: { table: EVENTS, keys: EVENT_BUCKETS },
  start(environment) {
    const { limit, now } = environment;
    /** In memory, as in the original: a crash loses it, and the next write or read of a post puts it back. */
    const touched = new Map<string, { firstMs: number; lastMs: number }>();
    const readCounts = makeReadCounts(environment);
    return {
      async countBatch(_, records) {
        const accepted = readActions(records).filter(
          ({ id }) => eventIdTimeMs(id) >= now() - ACCEPT_LIMIT_MS,
        );
        const unique = [...new Map(accepted.map((event) => [event.id, event])).values()];
        const chunks = Array.from({ length: Math.ceil(unique.length / MAX_PUTS) }, (_, index) =>
          unique.slice(index * MAX_PUTS, (index + 1) * MAX_PUTS),
        );
        await Promise.all(chunks.map((events) => limit(() => putEvents(environment, events))));
        for (const { postId, id } of accepted) {
          const timeMs = eventIdTimeMs(id);
          const { firstMs = timeMs, lastMs = timeMs } = touched.get(postId) ?? {};
          touched.set(postId, { firstMs: Math.min(firstMs, timeMs), lastMs: Math.max(lastMs, timeMs) });
        }
      },
      workers: [
        async () => {
          const closedMs = now() - ACCEPT_LIMIT_MS - 1;
          const due = [...touched].filter(([, { firstMs }]) => firstMs <= closedMs);
          await Promise.all(
            due.map(([postId, { lastMs }]) =>
              limit(async () => {
                await rollUp(environment, postId, closedMs);
                if (lastMs <= closedMs) touched.delete(postId);
                else touched.set(postId, { firstMs: closedMs + 1, lastMs });
              }),
            ),
          );
          return false;
        },
      ],
      async readCounts(postIds) {
        for (const postId of postIds)
          if (!touched.has(postId)) touched.set(postId, { firstMs: 0, lastMs: 0 });
        return readCounts(postIds);
      },
    };
  },
};

const bucketOf = (postId: string, timeBucket: number, eventBucket: number) =>
  `${timeBucket}#${eventBucket}#${postId}`;

/** The beginning of every id of that millisecond. */
function idPrefixOf(timeMs: number): string {
  const hex = Math.max(0, timeMs).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

async function putEvents({ client, tableOf }: Environment, events: readonly LikeEvent[]): Promise<void> {
  let left: WriteRequest[] = events.map(({ postId, id, op }) => ({
    PutRequest: {
      Item: {
        bucket: {
          S: bucketOf(postId, Math.floor(eventIdTimeMs(id) / TIME_BUCKET_MS), shortHash(id) % EVENT_BUCKETS),
        },
        event: { S: id },
        delta: { N: op === 'like' ? '1' : '-1' },
      },
    },
  }));
  for (let attempt = 1; left.length > 0; attempt++) {
    const table = tableOf(EVENTS);
    const { UnprocessedItems } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [table]: left } }),
    );
    left = UnprocessedItems?.[table] ?? [];
    if (left.length > 0) await pause(backoffMs(attempt));
  }
}

async function rollUp(environment: Environment, postId: string, closedMs: number): Promise<void> {
  const { client, tableOf } = environment;
  const TableName = tableOf(COUNTERS);
  const Key = { counter: { S: postId } };
  const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  const fromMs = Number(Item?.['rolledUpTo']?.N ?? closedMs - RETENTION_MS);
  if (fromMs >= closedMs) return;
  const likes = Number(Item?.['likes']?.N ?? 0) + (await sumEvents(environment, postId, fromMs, closedMs));
  try {
    await client.send(
      new PutItemCommand({
        TableName,
        Item: { ...Key, likes: { N: String(likes) }, rolledUpTo: { N: String(closedMs) } },
        ConditionExpression: 'attribute_not_exists(rolledUpTo) OR rolledUpTo < :to',
        ExpressionAttributeValues: { ':to': { N: String(closedMs) } },
      }),
    );
  } catch (error) {
    // A later checkpoint is there already, which is what last-write-wins means.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** Adds up the events after `fromMs`, up to and with `toMs`. */
async function sumEvents(
  { client, tableOf }: Environment,
  postId: string,
  fromMs: number,
  toMs: number,
): Promise<number> {
  let sum = 0;
  const [first, last] = [fromMs + 1, toMs].map((timeMs) => Math.floor(timeMs / TIME_BUCKET_MS)) as [
    number,
    number,
  ];
  for (let timeBucket = first; timeBucket <= last; timeBucket++) {
    const sums = await Promise.all(
      Array.from({ length: EVENT_BUCKETS }, async (_, eventBucket) => {
        const query = {
          TableName: tableOf(EVENTS),
          KeyConditionExpression: '#bucket = :bucket AND event BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#bucket': 'bucket' },
          ExpressionAttributeValues: {
            ':bucket': { S: bucketOf(postId, timeBucket, eventBucket) },
            ':from': { S: idPrefixOf(fromMs + 1) },
            ':to': { S: idPrefixOf(toMs + 1) },
          },
          ConsistentRead: true,
        };
        let part = 0;
        for (let ExclusiveStartKey; ; ) {
          const page: QueryCommandOutput = await client.send(
            new QueryCommand({ ...query, ExclusiveStartKey }),
          );
          for (const { delta } of page.Items ?? []) part += Number(delta?.N ?? 0);
          ExclusiveStartKey = page.LastEvaluatedKey;
          if (!ExclusiveStartKey) return part;
        }
      }),
    );
    sum += sums.reduce((total, part) => total + part, 0);
  }
  return sum;
}
