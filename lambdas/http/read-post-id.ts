// Reads post ids from URLs. They are percent-encoded there, so that they may hold any text.

import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { badField } from './problem.ts';
import { PostId } from './schemas.ts';

export type DecodedPostId = { ok: true; postId: string } | { ok: false; detail: string };

/** Decodes a percent-encoded post id, exactly once, and checks it. */
export function decodePostId(encoded: string): DecodedPostId {
  const text = percentDecode(encoded);
  if (text === undefined)
    return { ok: false, detail: 'must be percent-encoded UTF-8, and must not be . or .. in a path' };
  const result = v.safeParse(PostId, text, { abortPipeEarly: true });
  return result.success
    ? { ok: true, postId: result.output }
    : { ok: false, detail: result.issues[0].message };
}

/** Sets `postId` to the path's parameter. Answers 400 when that is malformed. */
export const readPostId = createMiddleware<{ Variables: { postId: string } }>(async (c, next) => {
  // This does not call c.req.param(), because that leaves malformed encodings as they are.
  const encoded = new URL(c.req.url).pathname.split('/')[3] ?? '';
  const decoded = decodePostId(encoded);
  if (!decoded.ok) return badField('postId', decoded.detail);
  c.set('postId', decoded.postId);
  return await next();
});

function percentDecode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
