// The counters on DynamoDB. Count, marks and split state of an item change together, in one conditional write; no write ever
// touches two items.

import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { type Observation, ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type {
  Commit,
  ExpectedMark,
  ItemOutcome,
  SplitCounters,
  TakeOver,
} from '../../core/counters/ports.ts';
import type { Limit } from '../limit.ts';
import { keyOf, markOf, movedOf, readCounterItem } from './counter-item.ts';

/** Listed in the sparse index of split posts under this value. */
export const SPLIT_STATE = 'split';

export interface CountersOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Bounds the calls in flight. */
  readonly limit: Limit;
  /** The time of a write, in milliseconds since 1970. */
  readonly now: () => number;
  /** How long a closed bucket stays, in seconds: longer than the stream's retention. */
  readonly tombstoneSeconds: number;
}

type Update = Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression'> & {
  readonly names: Record<string, string>;
  readonly values: Record<string, AttributeValue>;
};

export function makeCounters({
  client,
  table,
  limit,
  now,
  tombstoneSeconds,
}: CountersOptions): SplitCounters {
  const read: SplitCounters['read'] = async (postId, bucket) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: keyOf(postId, bucket), ConsistentRead: true }),
    );
    return Item && readCounterItem(Item);
  };

  const update = (
    postId: string,
    bucket: string,
    { names, values, ...expressions }: Update,
  ): Promise<ItemOutcome> =>
    limit(async () => {
      try {
        const { Attributes = {} } = await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: keyOf(postId, bucket),
            ...expressions,
            ExpressionAttributeNames: names,
            ExpressionAttributeValues: values,
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { done: true, item: readCounterItem(Attributes) };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // Some emulators do not return the item of a failed condition.
        return { done: false, item: error.Item ? readCounterItem(error.Item) : await read(postId, bucket) };
      }
    });

  return {
    read: (postId, bucket) => limit(() => read(postId, bucket)),
    commit: (commit) => update(commit.postId, commit.bucket, commitUpdate(commit, now())),
    split: (postId, buckets, staysSplit = false) =>
      update(postId, ROOT_BUCKET, splitUpdate(buckets, staysSplit)),
    async observe(postId, observation) {
      await update(postId, ROOT_BUCKET, observeUpdate(observation));
    },
    moveLane: ({ postId, ...move }) => update(postId, ROOT_BUCKET, moveLaneUpdate(move)),
    unsplit: (postId, generation) => update(postId, ROOT_BUCKET, unsplitUpdate(generation)),
    takeOver: (merge) => update(merge.postId, ROOT_BUCKET, takeOverUpdate(merge, now())),
    forgetSplit: (postId) => update(postId, ROOT_BUCKET, FORGET_SPLIT),
    async closeBucket(postId, bucket) {
      const { item } = await update(postId, bucket, CLOSE);
      if (!item) throw new Error(`bucket ${bucket} of a post is gone`);
      return item;
    },
    async expireBucket(postId, bucket) {
      const expiresAt = Math.ceil(now() / 1_000) + tombstoneSeconds;
      await update(postId, bucket, expireUpdate(expiresAt));
    },
    async unlist(postId) {
      await update(postId, ROOT_BUCKET, UNLIST);
    },
  };
}

/** The item takes the lane's commits. Goes with each alternative, because brackets are what dynalite parses slowest by far. */
const TAKES_COMMITS = 'attribute_not_exists(#closed) AND attribute_not_exists(#moved)';

function commitUpdate({ lane, delta, mark, expected, mustExist }: Commit, nowMs: number): Update {
  const { alternatives, values } = markCondition(expected);
  const takesCommits = mustExist ? `attribute_exists(#likes) AND ${TAKES_COMMITS}` : TAKES_COMMITS;
  return {
    UpdateExpression: 'ADD #likes :delta, #commits :one SET #mark = :mark, #asOf = :asOf',
    ConditionExpression: alternatives.map((each) => `${takesCommits} AND ${each}`).join(' OR '),
    names: {
      '#likes': 'likes',
      '#commits': 'commits',
      '#mark': markOf(lane),
      '#asOf': 'asOf',
      '#closed': 'closed',
      '#moved': movedOf(lane),
    },
    values: {
      ':delta': { N: String(delta) },
      ':one': { N: '1' },
      ':mark': { S: mark },
      ':asOf': { S: new Date(nowMs).toISOString() },
      ...values,
    },
  };
}

function markCondition(expected: ExpectedMark): {
  alternatives: string[];
  values?: Record<string, AttributeValue>;
} {
  if ('below' in expected) {
    return {
      alternatives: ['attribute_not_exists(#mark)', '#mark < :below'],
      values: { ':below': { S: expected.below } },
    };
  }
  if (expected.exactly === undefined) return { alternatives: ['attribute_not_exists(#mark)'] };
  return { alternatives: ['#mark = :expected'], values: { ':expected': { S: expected.exactly } } };
}

const splitUpdate = (buckets: number, staysSplit: boolean): Update => ({
  UpdateExpression: `SET #buckets = :buckets${staysSplit ? '' : ', #state = :split'} ADD #generation :one REMOVE #seen`,
  ConditionExpression: 'attribute_not_exists(#buckets)',
  names: {
    '#buckets': 'buckets',
    '#generation': 'generation',
    '#seen': 'observation',
    ...(staysSplit ? {} : { '#state': 'splitState' }),
  },
  values: {
    ':buckets': { N: String(buckets) },
    ':one': { N: '1' },
    ...(staysSplit ? {} : { ':split': { S: SPLIT_STATE } }),
  },
});

const observeUpdate = ({ commits, atMs, coolSinceMs }: Observation): Update => ({
  UpdateExpression: 'SET #seen = :seen',
  ConditionExpression: 'attribute_exists(#buckets)',
  names: { '#seen': 'observation', '#buckets': 'buckets' },
  values: {
    ':seen': {
      M: {
        commits: { N: String(commits) },
        atMs: { N: String(atMs) },
        ...(coolSinceMs === undefined ? {} : { coolSinceMs: { N: String(coolSinceMs) } }),
      },
    },
  },
});

const moveLaneUpdate = ({
  lane,
  bucket,
  generation,
}: {
  lane: string;
  bucket: string;
  generation: number;
}): Update => ({
  UpdateExpression: 'SET #moved = :bucket ADD #open :buckets',
  ConditionExpression:
    'attribute_exists(#buckets) AND #generation = :generation AND attribute_not_exists(#moved)',
  names: { '#moved': movedOf(lane), '#open': 'open', '#buckets': 'buckets', '#generation': 'generation' },
  values: {
    ':bucket': { S: bucket },
    ':buckets': { SS: [bucket] },
    ':generation': { N: String(generation) },
  },
});

const unsplitUpdate = (generation: number): Update => ({
  UpdateExpression: 'REMOVE #buckets',
  ConditionExpression: 'attribute_exists(#buckets) AND #generation = :generation',
  names: { '#buckets': 'buckets', '#generation': 'generation' },
  values: { ':generation': { N: String(generation) } },
});

const CLOSE: Update = {
  UpdateExpression: 'SET #closed = :true',
  names: { '#closed': 'closed' },
  values: { ':true': { BOOL: true } },
};

const expireUpdate = (expiresAt: number): Update => ({
  UpdateExpression: 'SET #expiresAt = :expiresAt',
  ConditionExpression: 'attribute_exists(#closed) AND attribute_not_exists(#expiresAt)',
  names: { '#closed': 'closed', '#expiresAt': 'expiresAt' },
  values: { ':expiresAt': { N: String(expiresAt) } },
});

function takeOverUpdate({ bucket, likes, commits, lanes }: TakeOver, nowMs: number): Update {
  const names: Record<string, string> = {
    '#likes': 'likes',
    '#commits': 'mergedCommits',
    '#open': 'open',
    '#asOf': 'asOf',
  };
  const values: Record<string, AttributeValue> = {
    ':likes': { N: String(likes) },
    ':commits': { N: String(commits) },
    ':buckets': { SS: [bucket] },
    ':bucket': { S: bucket },
    ':asOf': { S: new Date(nowMs).toISOString() },
  };
  const sets = ['#asOf = :asOf'];
  const removes: string[] = [];
  for (const [index, [lane, mark]] of [...lanes].entries()) {
    names[`#b${index}`] = movedOf(lane);
    removes.push(`#b${index}`);
    if (mark === undefined) continue;
    names[`#m${index}`] = markOf(lane);
    values[`:m${index}`] = { S: mark };
    sets.push(`#m${index} = :m${index}`);
  }
  return {
    UpdateExpression: [
      'ADD #likes :likes, #commits :commits',
      'DELETE #open :buckets',
      `SET ${sets.join(', ')}`,
      removes.length > 0 ? `REMOVE ${removes.join(', ')}` : '',
    ].join(' '),
    ConditionExpression: 'contains(#open, :bucket)',
    names,
    values,
  };
}

const UNLIST: Update = {
  UpdateExpression: 'REMOVE #state',
  ConditionExpression: '#state = :split',
  names: { '#state': 'splitState' },
  values: { ':split': { S: SPLIT_STATE } },
};

const FORGET_SPLIT: Update = {
  UpdateExpression: 'REMOVE #state',
  ConditionExpression: 'attribute_not_exists(#buckets) AND attribute_not_exists(#open) AND #state = :split',
  names: { '#state': 'splitState', '#buckets': 'buckets', '#open': 'open' },
  values: { ':split': { S: SPLIT_STATE } },
};
