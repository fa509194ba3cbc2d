// The text of a cursor in a URL and in an answer: base64url, so that a query takes it as it is.

import { createMiddleware } from 'hono/factory';
import { decodeCursor, encodeCursor } from '../../core/likes/liked-posts.ts';
import { CURSOR_TEXT } from './activity-schemas.ts';
import { badField } from './problem.ts';

const TEXT = new RegExp(CURSOR_TEXT);

export const writeCursor = (userId: string, postId: string): string =>
  Buffer.from(encodeCursor(userId, postId)).toString('base64url');

/** Sets `after` to the post that the cursor names. Answers 400 to what is no cursor of the person who asks. */
export const readCursor = createMiddleware<{ Variables: { userId: string; after: string | undefined } }>(
  async (c, next) => {
    const text = c.req.query('after');
    if (text !== undefined) {
      const json = TEXT.test(text) ? Buffer.from(text, 'base64url').toString() : '';
      const after = decodeCursor(c.var.userId, json);
      if (after === undefined) return badField('after', 'must be the `next` that an answer gave you');
      c.set('after', after);
    }
    return await next();
  },
);
