// The posts of a page: `post=a&post=b` takes any ids, and `posts=a,b` is for ids without a comma. Both may be mixed. The comma and
// everything else may be percent-encoded, because many clients encode whole values, and `+` stands for a space as in forms.

import { createMiddleware } from 'hono/factory';
import type { LambdaEnv } from './lambda-env.ts';
import { MAX_POSTS_PER_READ, MAX_POSTS_PER_STRANGERS_READ, readNamedPosts } from './named-posts.ts';
import { badField } from './problem.ts';
import { readPostIdText } from './read-post-id.ts';

/** Sets `postIds` to the posts asked for, each once, or answers 400. */
export const readPostIds = createMiddleware<LambdaEnv & { Variables: { postIds: readonly string[] } }>(
  async (c, next) => {
    const { userId } = c.var as { readonly userId?: string };
    const most = userId === undefined ? MAX_POSTS_PER_STRANGERS_READ : MAX_POSTS_PER_READ;
    const posts = readNamedPosts(new URL(c.req.url).search, most);
    if ('field' in posts) return badField(posts.field, posts.detail);
    if (posts.length === 0) return badField('posts', 'is missing: ask for post=a&post=b or posts=a,b');
    const postIds = new Set<string>();
    for (const { parameter, text } of posts) {
      const read = readPostIdText(text);
      if (!read.ok) return badField(parameter, `a post id ${read.detail}`);
      postIds.add(read.postId);
    }
    c.set('postIds', [...postIds]);
    return await next();
  },
);
