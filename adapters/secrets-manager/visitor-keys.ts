// The keys that sign and verify visitors' tokens, as an execution environment knows them. It reads them once in 45 seconds while it
// is asked, so a key that was taken away is refused within a minute, and a new one is known before it signs.

import { createSecretKey, type KeyObject } from 'node:crypto';
import type { ReadKept } from '../keep-fresh.ts';
import { keepSecret, type SecretSource } from './kept-secret.ts';
import { type KeySet, kidOf, readKeySet, signingKeyOf } from './key-set.ts';

/** How long keys are used before they are read again, in milliseconds. It leaves 15 s of `KEY_ANNOUNCED_MS` for clocks and reading. */
export const VISITOR_KEYS_TTL_MS = 45_000;

/** How long old keys are used while Secrets Manager cannot be asked, in milliseconds. */
export const VISITOR_KEYS_MAX_STALE_MS = 60 * 60_000;

export interface NamedKey {
  readonly kid: string;
  readonly key: KeyObject;
}

export interface VisitorKeys {
  /** Returns the key that a token names. A token of an older kind names none. */
  find(kid: string | undefined): KeyObject | undefined;
  /** Returns the key that signs, or undefined in the minute after all keys were taken away. */
  signing(nowMs: number): NamedKey | undefined;
}

/** Resolves to the keys, the same object as long as they are the same. Rejects with a SecretError. */
export type ReadVisitorKeys = ReadKept<VisitorKeys>;

export const makeReadVisitorKeys = (source: SecretSource): ReadVisitorKeys =>
  keepSecret(source, {
    name: 'the visitor keys',
    parse: (text) => makeVisitorKeys(readKeySet(text)),
    freshMs: VISITOR_KEYS_TTL_MS,
    maxStaleMs: VISITOR_KEYS_MAX_STALE_MS,
  });

export function makeVisitorKeys(set: KeySet): VisitorKeys {
  const byKid = new Map(set.keys.map(({ key }) => [kidOf(key), toKeyObject(key)]));
  const unnamed = set.unnamed && toKeyObject(set.unnamed.key);
  return {
    find: (kid) => (kid === undefined ? unnamed : byKid.get(kid)),
    signing(nowMs) {
      const signing = signingKeyOf(set, nowMs);
      if (!signing) return undefined;
      const kid = kidOf(signing.key);
      return { kid, key: byKid.get(kid) as KeyObject };
    },
  };
}

/** An HMAC begins seven times as fast with a key object as with the bytes of the key. */
const toKeyObject = (key: string): KeyObject => createSecretKey(Buffer.from(key));
