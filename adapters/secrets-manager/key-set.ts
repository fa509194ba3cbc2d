// The keys that sign visitors' tokens, as one secret holds them. The newest comes first. A new key signs only after everybody who
// verifies tokens had the time to read it. So nobody meets a key id that is good and not known yet.
// A deployment begins with a secret that is one plain key. The first rotation makes a set of it.

import { createHash } from 'node:crypto';
import * as v from 'valibot';

/** How long a key is only announced, in milliseconds. Everybody has read it by then (`VISITOR_KEYS_TTL_MS`). */
export const KEY_ANNOUNCED_MS = 60_000;

/** Tokens without a key id were valid for a year. The key that signed them is kept as long, in milliseconds, for them only. */
const UNNAMED_KEPT_MS = 365 * 24 * 60 * 60_000;

/** HS256 needs a key as long as its hash (source: RFC 7518, 3.2). */
const MIN_KEY_BYTES = 32;

const Key = v.pipe(v.string(), v.minLength(MIN_KEY_BYTES));
const Time = v.pipe(v.string(), v.isoTimestamp());

const StoredSet = v.object({
  v: v.literal(1),
  /** The version of the secret that this one was made from. It takes the place of no other. */
  basedOn: v.optional(v.string()),
  keys: v.array(v.object({ key: Key, createdAt: Time })),
  unnamed: v.optional(v.object({ key: Key, until: Time })),
});

/** Thrown for a secret that holds no keys. It has no cause, because that would quote the secret. */
export class KeySetError extends Error {
  override readonly name = 'KeySetError';

  constructor() {
    super(`the secret is neither a set of keys nor a key of at least ${MIN_KEY_BYTES} bytes`);
  }
}

export interface StoredKey {
  readonly key: string;
  readonly createdAt: string;
}

export interface KeySet {
  readonly basedOn?: string | undefined;
  readonly keys: readonly StoredKey[];
  /** The key of the tokens that name none. It is not kept for ever, except by a secret that is still one plain key. */
  readonly unnamed?: { readonly key: string; readonly until?: string | undefined } | undefined;
}

/** Returns the name that tokens give a key: 48 bits of its hash, which tell nothing about it. */
export const kidOf = (key: string): string =>
  createHash('sha256').update(`kid of ${key}`).digest('base64url').slice(0, 8);

/** Throws a KeySetError. */
export function readKeySet(text: string): KeySet {
  if (v.is(Key, text) && !text.startsWith('{'))
    return { keys: [{ key: text, createdAt: new Date(0).toISOString() }], unnamed: { key: text } };
  const read = v.safeParse(StoredSet, readJson(text));
  if (!read.success) throw new KeySetError();
  const { v: _version, ...set } = read.output;
  return set;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const writeKeySet = (set: KeySet): string => JSON.stringify({ v: 1, ...set });

/** Returns the key that signs: the newest one that was announced for long enough. There is none in the minute after all were revoked. */
export const signingKeyOf = ({ keys }: KeySet, nowMs: number): StoredKey | undefined =>
  keys.find(({ createdAt }) => Date.parse(createdAt) + KEY_ANNOUNCED_MS <= nowMs);

/**
 * Returns the set with a new key. The key that signs now stays, so that its tokens stay valid. Those before it go: a token lives shorter
 * than the time between two rotations.
 */
export function addKey(set: KeySet, key: string, nowMs: number): KeySet {
  const signing = signingKeyOf(set, nowMs);
  const kept = signing ? set.keys.slice(0, set.keys.indexOf(signing) + 1) : set.keys;
  return {
    ...keepUnnamed(set, nowMs),
    keys: [{ key, createdAt: new Date(nowMs).toISOString() }, ...kept],
  };
}

/** Returns the set without these keys. */
export function removeKeys(set: KeySet, kids: ReadonlySet<string>, nowMs: number): KeySet {
  const { unnamed } = keepUnnamed(set, nowMs);
  return {
    keys: set.keys.filter(({ key }) => !kids.has(kidOf(key))),
    unnamed: unnamed && kids.has(kidOf(unnamed.key)) ? undefined : unnamed,
  };
}

function keepUnnamed({ unnamed }: KeySet, nowMs: number): Pick<KeySet, 'unnamed'> {
  if (!unnamed) return {};
  const until = unnamed.until ?? new Date(nowMs + UNNAMED_KEPT_MS).toISOString();
  return Date.parse(until) > nowMs ? { unnamed: { key: unnamed.key, until } } : {};
}
