// Reads the posts of a page from the query, for example `?posts=a,b`. The list is split at its commas before the ids are decoded, so
// that an id may hold an encoded comma.

import { createMiddleware } from 'hono/factory';
import type { LambdaEnv } from './make-app.ts';
import { badField } from './problem.ts';
import { decodePostId } from './read-post-id.ts';
import { MAX_POSTS_PER_READ } from './schemas.ts';

/** A REST API hands the query over decoded, and the adapter encodes all of it again. Then every comma separates two ids. */
const COMMA = { raw: ',', decoded: /,|%2C/i };

/** Sets `postIds` to the posts that the query names, each once. Answers 400 when one is malformed, or when there are none or too many. */
export const readPostIds = createMiddleware<LambdaEnv & { Variables: { postIds: readonly string[] } }>(
  async (c, next) => {
    const comma = 'rawQueryString' in c.env.event ? COMMA.raw : COMMA.decoded;
    const lists = rawValues(new URL(c.req.url).search, 'posts');
    if (lists.length === 0) return badField('posts', 'is missing');
    const postIds = new Set<string>();
    for (const encoded of lists.flatMap((list) => list.split(comma))) {
      const decoded = decodePostId(encoded);
      if (!decoded.ok) return badField('posts', `a post id ${decoded.detail}`);
      postIds.add(decoded.postId);
      if (postIds.size > MAX_POSTS_PER_READ)
        return badField('posts', `must name at most ${MAX_POSTS_PER_READ} posts`);
    }
    c.set('postIds', [...postIds]);
    return await next();
  },
);

/** The values of a query parameter as they were sent. They are still encoded. */
function rawValues(search: string, name: string): string[] {
  const prefix = `${name}=`;
  return search
    .slice(1)
    .split('&')
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length));
}
