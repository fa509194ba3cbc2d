// The feed on a real server: newest first, and every post on exactly one page.

import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FEED_KEY, PLACE_KEY } from '../../../adapters/dynamodb/post-item.ts';
import { makePostFeed } from '../../../adapters/dynamodb/post-feed.ts';
import type { Post } from '../../../core/posts/feed.ts';
import { putPosts } from '../../../tools/posts/put-posts.ts';
import { startDynalite, type TestDynamoDB } from './servers.ts';

let server: TestDynamoDB;
const table = 'posts';

beforeAll(async () => {
  server = await startDynalite();
  await server.client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [FEED_KEY, PLACE_KEY].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: FEED_KEY, KeyType: 'HASH' },
        { AttributeName: PLACE_KEY, KeyType: 'RANGE' },
      ],
    }),
  );
});
afterAll(() => server?.close());

/** Pairs of posts have the same time. */
const posts: Post[] = Array.from({ length: 7 }, (_, index) => ({
  postId: `post-${index}`,
  title: `Title ${index}`,
  text: 'Text',
  author: 'Noor',
  createdAt: new Date(Date.UTC(2026, 10, 1 + Math.floor(index / 2))).toISOString(),
}));

test('pages hold all posts, newest first, each once, and the last page names no next one', async () => {
  await putPosts(server.client, table, posts);
  await putPosts(server.client, table, posts);
  const feed = makePostFeed({ client: server.client, table });
  const pages: Post[][] = [];
  let after: string | undefined;
  do {
    const page = await feed.readPage(3, after, undefined);
    pages.push([...page.posts]);
    after = page.next;
  } while (after !== undefined);
  expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
  expect(pages.flat()).toEqual(posts.toReversed());
});
