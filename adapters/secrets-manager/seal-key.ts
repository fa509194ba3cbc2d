// The key of the seals, by which a visitor's token is renewed for the same person. It never changes, and only issue-visitor reads it.

import { createSecretKey, type KeyObject } from 'node:crypto';
import { keepSecret, SecretError, type SecretSource } from './kept-secret.ts';

const FRESH_MS = 60 * 60_000;
const MAX_STALE_MS = 24 * 60 * 60_000;

/** An HMAC key is as long as its hash, or stronger than its hash is of no use (source: RFC 2104, 3). */
const MIN_KEY_BYTES = 32;

/** Resolves to the key. Rejects with a SecretError. */
export type SealKey = () => Promise<KeyObject>;

export function makeSealKey(source: SecretSource): SealKey {
  const key = keepSecret(source, {
    name: 'the key of the seals',
    parse: toKey,
    freshMs: FRESH_MS,
    maxStaleMs: MAX_STALE_MS,
  });
  return async () => (await key()).value;
}

function toKey(text: string): KeyObject {
  if (text.length < MIN_KEY_BYTES) throw new SecretError(`the key is shorter than ${MIN_KEY_BYTES} bytes`);
  return createSecretKey(Buffer.from(text));
}
