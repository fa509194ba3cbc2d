// All counter items of a post, merged buckets included, read from the table itself.

import { type AttributeValue, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { COUNTER_KEY, nameOf } from '../adapters/dynamodb/counter-item.ts';

/** By bucket. It reads the whole table, because each bucket has a partition key of its own. */
export async function itemsOfPost(
  client: DynamoDBClient,
  table: string,
  postId: string,
): Promise<Map<string, Record<string, AttributeValue>>> {
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'contains(#counter, :post)',
      ExpressionAttributeNames: { '#counter': COUNTER_KEY },
      ExpressionAttributeValues: { ':post': { S: `#${postId}` } },
    },
  );
  const items = new Map<string, Record<string, AttributeValue>>();
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const { key, bucket } = nameOf(item);
      if (key === postId) items.set(bucket, item);
    }
  }
  return items;
}
