// The secret by which a widget's service knows this deployment. Its owner has put it into Secrets Manager.

import { keepSecret, SecretError, type SecretSource } from './kept-secret.ts';

/** How long the secret is used before it is read again, in milliseconds. Services keep an old one valid for hours. */
const FRESH_MS = 5 * 60_000;
const MAX_STALE_MS = 24 * 60 * 60_000;

/** Resolves to the secret. Rejects with a SecretError. */
export function makeSiteSecret(source: SecretSource): () => Promise<string> {
  const secret = keepSecret(source, {
    name: 'the secret of the widget',
    parse: refuseEmpty,
    freshMs: FRESH_MS,
    maxStaleMs: MAX_STALE_MS,
  });
  return async () => (await secret()).value;
}

function refuseEmpty(text: string): string {
  if (text.trim() === '') throw new SecretError('the secret of the widget is empty');
  return text.trim();
}
