// The counters on DynamoDB. Count, marks and split state of an item change together in one conditional write, and no write ever
// touches two items.

import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { Counters, ItemOutcome, SplitCounters } from '../../core/counters/ports.ts';
import type { Limit } from '../../core/stream/limit.ts';
import { keyOf, readCounterItem } from './counter-item.ts';
import {
  CLOSE,
  commitUpdate,
  expireUpdate,
  forgetSplitUpdate,
  moveLaneUpdate,
  observeUpdate,
  splitListOf,
  splitUpdate,
  takeOverUpdate,
  UNLIST,
  unsplitUpdate,
  type Update,
} from './counter-updates.ts';

export interface CountersOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Bounds the calls in flight. */
  readonly limit: Limit;
  /** The time of a write, in milliseconds since 1970. */
  readonly now: () => number;
}

export interface SplitCountersOptions extends CountersOptions {
  /** How long a closed bucket stays, in seconds. It must be longer than the stream's retention. */
  readonly tombstoneSeconds: number;
}

/** Makes the counters for a caller that only reads and commits, such as an auditor. */
export function makeCounters(options: CountersOptions): Counters {
  const { read, update } = makeCalls(options);
  return {
    read: (key, bucket) => options.limit(() => read(key, bucket)),
    commit: (commit) => update(commit.key, commit.bucket, commitUpdate(commit, options.now())),
  };
}

/** Throws a RangeError when tombstones would not stand. Without them, a batch that comes again would count where nobody reads. */
export function makeSplitCounters({ tombstoneSeconds, ...options }: SplitCountersOptions): SplitCounters {
  if (!(tombstoneSeconds > 0)) throw new RangeError('a tombstone must stand for longer than no time');
  const { update } = makeCalls(options);
  const { now } = options;
  return {
    ...makeCounters(options),
    split: (key, buckets, staysSplit = false) =>
      update(key, ROOT_BUCKET, splitUpdate(buckets, staysSplit ? undefined : splitListOf(key))),
    async observe(key, observation) {
      await update(key, ROOT_BUCKET, observeUpdate(observation));
    },
    moveLane: ({ key, ...move }) => update(key, ROOT_BUCKET, moveLaneUpdate(move)),
    unsplit: (key, generation) => update(key, ROOT_BUCKET, unsplitUpdate(generation)),
    takeOver: (merge) => update(merge.key, ROOT_BUCKET, takeOverUpdate(merge, now())),
    forgetSplit: (key, expired) => update(key, ROOT_BUCKET, forgetSplitUpdate(expired)),
    async closeBucket(key, bucket) {
      const { item } = await update(key, bucket, CLOSE);
      if (!item) throw new Error(`bucket ${bucket} of a counter is gone`);
      return item;
    },
    async expireBucket(key, bucket) {
      const expiresAt = Math.ceil(now() / 1_000) + tombstoneSeconds;
      await update(key, bucket, expireUpdate(expiresAt));
    },
    async unlist(key) {
      await update(key, ROOT_BUCKET, UNLIST);
    },
  };
}

function makeCalls({ client, table, limit }: CountersOptions) {
  const read: Counters['read'] = async (key, bucket) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: keyOf(key, bucket), ConsistentRead: true }),
    );
    return Item && readCounterItem(Item);
  };

  const update = (
    key: string,
    bucket: string,
    { names, values, ...expressions }: Update,
  ): Promise<ItemOutcome> =>
    limit(async () => {
      try {
        const { Attributes = {} } = await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: keyOf(key, bucket),
            ...expressions,
            ExpressionAttributeNames: names,
            ...(values && { ExpressionAttributeValues: values }),
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { done: true, item: readCounterItem(Attributes) };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // Some emulators do not return the item of a failed condition.
        return { done: false, item: error.Item ? readCounterItem(error.Item) : await read(key, bucket) };
      }
    });

  return { read, update };
}
