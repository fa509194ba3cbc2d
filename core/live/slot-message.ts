// A message of the broadcast queue: what the connections of one slot must be told. It is ASCII, so its length is its size, and SQS
// refuses no character of it.

import type { TimedCount } from './ports.ts';

/** The version that this release writes and reads. */
const VERSION = 1;

export interface SlotMessage {
  readonly slot: number;
  readonly posts: readonly TimedCount[];
}

/** Returns the bodies that tell a slot of these counts. None is longer than the bound, unless one count alone is. */
export function encodeSlotMessages(slot: number, counts: readonly TimedCount[], maxBytes: number): string[] {
  const begin = `{"v":${VERSION},"slot":${slot},"posts":[`;
  const bodies: string[] = [];
  let body = '';
  for (const { postId, count, asOf } of counts) {
    const post = toAscii(JSON.stringify({ postId, count, asOf }));
    if (body && begin.length + body.length + post.length + ',]}'.length > maxBytes) {
      bodies.push(`${begin}${body}]}`);
      body = '';
    }
    body += body ? `,${post}` : post;
  }
  if (body) bodies.push(`${begin}${body}]}`);
  return bodies;
}

/** Returns undefined for a body that is malformed. It never throws. */
export function decodeSlotMessage(body: string): SlotMessage | undefined {
  const message = readJson(body);
  if (!isObject(message) || message['v'] !== VERSION) return undefined;
  const { slot, posts } = message;
  if (!isWhole(slot) || !Array.isArray(posts)) return undefined;
  const counts: TimedCount[] = [];
  for (const post of posts as unknown[]) {
    if (!isObject(post)) return undefined;
    const { postId, count, asOf } = post;
    if (typeof postId !== 'string' || postId === '' || !isWhole(count) || !isTime(asOf)) return undefined;
    counts.push({ postId, count, asOf });
  }
  return { slot, posts: counts };
}

const toAscii = (json: string): string =>
  json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isTime = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
