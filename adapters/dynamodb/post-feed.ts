// Reads a page of the feed with one eventually consistent Query.

import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { FEED, placeOf, type PostFeed } from '../../core/posts/feed.ts';
import { FEED_KEY, PLACE_KEY, readPostItem } from './post-item.ts';

export function makePostFeed({ client, table }: { client: DynamoDBClient; table: string }): PostFeed {
  return {
    async readPage(limit, after, signal) {
      const condition = after === undefined ? '#feed = :feed' : '#feed = :feed AND #place < :after';
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: condition,
          ExpressionAttributeNames: {
            '#feed': FEED_KEY,
            ...(after !== undefined && { '#place': PLACE_KEY }),
          },
          ExpressionAttributeValues: {
            ':feed': { S: FEED },
            ...(after !== undefined && { ':after': { S: after } }),
          },
          ScanIndexForward: false,
          // One more than was asked for tells whether there is another page.
          Limit: limit + 1,
        }),
        signal && { abortSignal: signal },
      );
      const posts = Items.slice(0, limit).map(readPostItem);
      const last = posts.at(-1);
      return { posts, next: Items.length > limit && last ? placeOf(last) : undefined };
    },
  };
}
