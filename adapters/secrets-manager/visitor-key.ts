// The key that signs visitor tokens. It is kept and read again from time to time, so that a rotated key takes over. When Secrets
// Manager does not answer, the old key is used for a while longer.

import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keepFresh } from '../keep-fresh.ts';

/** How long a key is used before it is read again, in milliseconds. */
export const VISITOR_KEY_TTL_MS = 5 * 60_000;

/** How long an old key is used while Secrets Manager cannot be asked, in milliseconds. */
export const VISITOR_KEY_MAX_STALE_MS = 60 * 60_000;

/** HS256 needs a key as long as its hash (source: RFC 7518, 3.2). */
const MIN_KEY_BYTES = 32;

/** Resolves to the key. It is at most `maxAgeMs` old as long as Secrets Manager answers. Rejects with a VisitorKeyError. */
export type VisitorKey = (options?: { maxAgeMs?: number }) => Promise<Uint8Array>;

/** Thrown when there is no key to use, because the secret cannot be read or is too short. */
export class VisitorKeyError extends Error {
  override readonly name = 'VisitorKeyError';
  readonly retryable = true;
}

export function makeVisitorKey({
  client,
  secretArn,
  now,
  random = Math.random,
}: {
  client: SecretsManagerClient;
  secretArn: string;
  now: () => number;
  random?: () => number;
}): VisitorKey {
  const key = keepFresh({
    read: () => readKey(client, secretArn),
    now,
    random,
    freshMs: VISITOR_KEY_TTL_MS,
    maxStaleMs: VISITOR_KEY_MAX_STALE_MS,
  });
  return async (options) => {
    try {
      return (await key(options)).value;
    } catch (cause) {
      throw new VisitorKeyError('the visitor key cannot be read', { cause });
    }
  };
}

async function readKey(client: SecretsManagerClient, secretArn: string): Promise<Uint8Array> {
  const { SecretString: secret = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  const key = new TextEncoder().encode(secret);
  if (key.length < MIN_KEY_BYTES) throw new VisitorKeyError(`the key is shorter than ${MIN_KEY_BYTES} bytes`);
  return key;
}
