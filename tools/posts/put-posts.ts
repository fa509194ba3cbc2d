// Puts posts into the table of the feed. A post that is there already is replaced.

import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { toPostItem } from '../../adapters/dynamodb/post-item.ts';
import type { Post } from '../../core/posts/feed.ts';

/** Posts are few, so they are put one after the other. */
export async function putPosts(client: DynamoDBClient, table: string, posts: readonly Post[]): Promise<void> {
  for (const post of posts)
    await client.send(new PutItemCommand({ TableName: table, Item: toPostItem(post) }));
}
