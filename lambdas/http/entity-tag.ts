// Answers 304 to whoever has the same answer already. A cache that asks again then gets a few headers in place of the body.

import { hash } from 'node:crypto';

/** These 22 characters hold 132 bits of the hash. */
const TAG_CHARACTERS = 22;

interface Tagged {
  /** The header If-None-Match. */
  readonly ifNoneMatch: string | undefined;
  /** What a 304 carries too. */
  readonly headers: Readonly<Record<string, string>>;
  /** What describes the body. */
  readonly contentHeaders: Readonly<Record<string, string>>;
}

/** Returns the answer with its ETag, or 304 when it is among the tags that the client has. */
export function answerTagged(body: string, { ifNoneMatch, headers, contentHeaders }: Tagged): Response {
  const etag = `"${hash('sha256', body, 'base64url').slice(0, TAG_CHARACTERS)}"`;
  if (isKnown(etag, ifNoneMatch)) return new Response(null, { status: 304, headers: { ...headers, etag } });
  return new Response(body, { headers: { ...headers, etag, ...contentHeaders } });
}

/** A cache that compresses may have made the tag a weak one. Weak tags are compared as strong ones (source: RFC 9110, 13.1.2). */
function isKnown(etag: string, ifNoneMatch = ''): boolean {
  const known = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}
