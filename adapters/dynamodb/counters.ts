// The counters on DynamoDB. An item holds `likes`, when it was last counted (`asOf`), and for each lane a mark `m:<lane>`:
// all change together, in one conditional write.

import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Commit, Counters, ExpectedMark } from '../../core/ports.ts';
import type { Limit } from '../limit.ts';

/** The bucket that every post has, and the one that readers read. */
export const ROOT_BUCKET = 'root';

/**
 * @param limit bounds the calls in flight
 * @param now   the time of a commit, in milliseconds since 1970
 */
export function makeCounters({
  client,
  table,
  limit,
  now,
}: {
  client: DynamoDBClient;
  table: string;
  limit: Limit;
  now: () => number;
}): Counters {
  async function readMark(postId: string, lane: string): Promise<string | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({
        TableName: table,
        Key: keyOf(postId),
        ConsistentRead: true,
        ProjectionExpression: '#mark',
        ExpressionAttributeNames: { '#mark': markOf(lane) },
      }),
    );
    return Item?.[markOf(lane)]?.S;
  }

  return {
    readMark: (postId, lane) => limit(() => readMark(postId, lane)),

    commit: ({ postId, lane, delta, mark, expected }: Commit) =>
      limit(async () => {
        const { condition, values } = conditionOf(expected);
        try {
          await client.send(
            new UpdateItemCommand({
              TableName: table,
              Key: keyOf(postId),
              UpdateExpression: 'ADD #likes :delta SET #mark = :mark, #asOf = :asOf',
              ConditionExpression: condition,
              ExpressionAttributeNames: { '#likes': 'likes', '#mark': markOf(lane), '#asOf': 'asOf' },
              ExpressionAttributeValues: {
                ':delta': { N: String(delta) },
                ':mark': { S: mark },
                ':asOf': { S: new Date(now()).toISOString() },
                ...values,
              },
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          );
          return { outcome: 'committed' };
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
          const found = error.Item ? error.Item[markOf(lane)]?.S : await readMark(postId, lane);
          return { outcome: 'stale-mark', mark: found };
        }
      }),
  };
}

function conditionOf(expected: ExpectedMark): { condition: string; values?: Record<string, AttributeValue> } {
  if ('below' in expected) {
    return {
      condition: 'attribute_not_exists(#mark) OR #mark < :below',
      values: { ':below': { S: expected.below } },
    };
  }
  if (expected.exactly === undefined) return { condition: 'attribute_not_exists(#mark)' };
  return { condition: '#mark = :expected', values: { ':expected': { S: expected.exactly } } };
}

const keyOf = (postId: string) => ({ postId: { S: postId }, bucket: { S: ROOT_BUCKET } });

const markOf = (lane: string) => `m:${lane}`;
