// The secret that CloudFront adds to each request.

import { keepSecret, SecretError, type SecretSource } from './kept-secret.ts';

/** How long a secret is used before it is read again, in milliseconds. */
const FRESH_MS = 5 * 60_000;

/** How long an old one is used while Secrets Manager cannot be asked, in milliseconds. It hardly ever changes. */
const MAX_STALE_MS = 24 * 60 * 60_000;

/** Resolves to the secret, at most `maxAgeMs` old as long as Secrets Manager answers. Rejects with a SecretError. */
export type EdgeSecret = (options?: { maxAgeMs?: number }) => Promise<string>;

export function makeEdgeSecret(source: SecretSource): EdgeSecret {
  const secret = keepSecret(source, {
    name: 'the secret of the edge',
    parse: refuseEmpty,
    freshMs: FRESH_MS,
    maxStaleMs: MAX_STALE_MS,
  });
  return async (options) => (await secret(options)).value;
}

/** Without this an empty secret would let an empty header through. */
function refuseEmpty(text: string): string {
  if (text === '') throw new SecretError('the secret of the edge is empty');
  return text;
}
