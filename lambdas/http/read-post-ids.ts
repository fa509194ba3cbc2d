// The posts of a page: `post=a&post=b` takes any ids, and `posts=a,b` is for ids without a comma. Both may be mixed. The comma and
// everything else may be percent-encoded, because many clients encode whole values, and `+` stands for a space as in forms.

import { createMiddleware } from 'hono/factory';
import type { LambdaEnv } from './lambda-env.ts';
import { badField } from './problem.ts';
import { percentDecode, readPostIdText } from './read-post-id.ts';
import { MAX_POSTS_PER_READ } from './schemas.ts';

/** Sets `postIds` to the posts asked for, each once, or answers 400. */
export const readPostIds = createMiddleware<LambdaEnv & { Variables: { postIds: readonly string[] } }>(
  async (c, next) => {
    const names = readNames(new URL(c.req.url).search);
    if (names.length === 0) return badField('posts', 'is missing: ask for post=a&post=b or posts=a,b');
    if (names.length > MAX_POSTS_PER_READ)
      return badField('posts', `must name at most ${MAX_POSTS_PER_READ} posts`);
    const postIds = new Set<string>();
    for (const { parameter, text } of names) {
      if (text === undefined) return badField(parameter, 'a post id must be percent-encoded UTF-8');
      const read = readPostIdText(text);
      if (!read.ok) return badField(parameter, `a post id ${read.detail}`);
      postIds.add(read.postId);
    }
    c.set('postIds', [...postIds]);
    return await next();
  },
);

interface Name {
  readonly parameter: string;
  /** Undefined when it is not percent-encoded UTF-8. */
  readonly text: string | undefined;
}

/** Returns the posts that the query names, in its order. */
function readNames(search: string): Name[] {
  return search
    .slice(1)
    .split('&')
    .flatMap((pair): Name[] => {
      const [name = '', ...value] = pair.split('=');
      const parameter = formDecode(name);
      const text = formDecode(value.join('='));
      if (parameter === 'post') return [{ parameter, text }];
      if (parameter !== 'posts') return [];
      if (text === undefined) return [{ parameter, text }];
      return text.split(',').map((id) => ({ parameter, text: id.replace(/^ +| +$/g, '') }));
    });
}

const formDecode = (text: string) => percentDecode(text.replaceAll('+', ' '));
