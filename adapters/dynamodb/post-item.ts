// A post as DynamoDB holds it. All posts of a feed share a partition key, and the sort key puts them in the order of time.

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { FEED, placeOf, type Post } from '../../core/posts/feed.ts';

export const FEED_KEY = 'feed';
export const PLACE_KEY = 'place';

type Item = Record<string, AttributeValue>;

export const toPostItem = (post: Post): Item => ({
  [FEED_KEY]: { S: FEED },
  [PLACE_KEY]: { S: placeOf(post) },
  postId: { S: post.postId },
  title: { S: post.title },
  text: { S: post.text },
  author: { S: post.author },
  createdAt: { S: post.createdAt },
});

export function readPostItem(item: Item): Post {
  const textOf = (name: string) => item[name]?.S ?? '';
  return {
    postId: textOf('postId'),
    title: textOf('title'),
    text: textOf('text'),
    author: textOf('author'),
    createdAt: textOf('createdAt'),
  };
}
