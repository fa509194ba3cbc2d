// Reads post ids from URLs. They are percent-encoded there, so that they may hold any text.

import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { MAX_KEY_BYTES } from '../../core/likes/key-text.ts';
import { badField } from './problem.ts';
import { PostId, TOO_LONG } from './schemas.ts';

/** A byte takes at most three characters in percent-encoding. */
const MAX_ENCODED_CHARACTERS = 3 * MAX_KEY_BYTES;

type ReadPostId = { ok: true; postId: string } | { ok: false; detail: string };

export function readPostIdText(text: string): ReadPostId {
  const result = v.safeParse(PostId, text, { abortPipeEarly: true });
  return result.success
    ? { ok: true, postId: result.output }
    : { ok: false, detail: result.issues[0].message };
}

/** Sets `postId` to the path's parameter. Answers 400 when that is malformed. */
export const readPostId = createMiddleware<{ Variables: { postId: string } }>(async (c, next) => {
  // This does not call c.req.param(), because that leaves malformed encodings as they are.
  const encoded = new URL(c.req.url).pathname.split('/')[3] ?? '';
  if (encoded.length > MAX_ENCODED_CHARACTERS) return badField('postId', TOO_LONG);
  const text = percentDecode(encoded);
  if (text === undefined) return badField('postId', 'must be percent-encoded UTF-8, and not . or ..');
  const read = readPostIdText(text);
  if (!read.ok) return badField('postId', read.detail);
  c.set('postId', read.postId);
  return await next();
});

/** Decodes once. Returns undefined for what is not percent-encoded UTF-8. */
export function percentDecode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
