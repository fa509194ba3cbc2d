// Reads a person's likes from the ledger, whose partition key is the person. A row of an action that was taken back costs a read and is
// left out, so a page reads a bounded number of rows.

import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { eventIdTimeMs } from '../../core/likes/event-id.ts';
import type { LikedPost, LikedPostsReader } from '../../core/likes/liked-posts.ts';
import { likedBy, winnerOf } from '../../core/likes/stamp.ts';
import { type Item, readLedgerRow } from './ledger-item.ts';
import { readPages } from './read-pages.ts';

/** The queries of one page. */
const MOST_QUERIES = 4;

export const makeLikedPostsReader = ({
  client,
  table,
}: {
  client: DynamoDBClient;
  table: string;
}): LikedPostsReader => ({
  async readLikedPosts(userId, { after, limit }, signal) {
    const posts: LikedPost[] = [];
    let next = after;
    for (let query = 0; query < MOST_QUERIES && posts.length < limit; query++) {
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#userId = :userId',
        ExpressionAttributeNames: { '#userId': 'userId' },
        ExpressionAttributeValues: { ':userId': { S: userId } },
        ConsistentRead: true,
        Limit: limit - posts.length,
        ...(next !== undefined && { ExclusiveStartKey: { userId: { S: userId }, postId: { S: next } } }),
      });
      const page = await readPages(client, command, { most: 1, signal });
      posts.push(...page.items.flatMap((item) => readLike(item) ?? []));
      next = page.next?.['postId']?.S;
      if (next === undefined) break;
    }
    return { posts, next };
  },
});

/** Undefined when the person's latest action on the post is no like. */
function readLike(item: Item): LikedPost | undefined {
  const winner = winnerOf(readLedgerRow(item).map(({ stamp }) => stamp));
  const postId = item['postId']?.S;
  if (postId === undefined || winner === undefined || !likedBy(winner)) return undefined;
  return { postId, likedAtMs: eventIdTimeMs(winner) };
}
