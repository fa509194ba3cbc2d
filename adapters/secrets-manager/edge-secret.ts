// The secret that CloudFront adds to each request. It is kept and read again from time to time, so that a new one takes over.

import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keepFresh } from '../keep-fresh.ts';

/** How long a secret is used before it is read again, in milliseconds. */
const FRESH_MS = 5 * 60_000;

/** How long an old one is used while Secrets Manager cannot be asked, in milliseconds. It hardly ever changes. */
const MAX_STALE_MS = 24 * 60 * 60_000;

/** Resolves to the secret, at most `maxAgeMs` old as long as Secrets Manager answers. Rejects with an EdgeSecretError. */
export type EdgeSecret = (options?: { maxAgeMs?: number }) => Promise<string>;

/** Thrown when there is no secret to compare with. */
export class EdgeSecretError extends Error {
  override readonly name = 'EdgeSecretError';
  readonly retryable = true;
}

export function makeEdgeSecret({
  client,
  secretArn,
  now,
  random = Math.random,
}: {
  client: SecretsManagerClient;
  secretArn: string;
  now: () => number;
  random?: () => number;
}): EdgeSecret {
  const secret = keepFresh({
    read: () => readSecret(client, secretArn),
    now,
    random,
    freshMs: FRESH_MS,
    maxStaleMs: MAX_STALE_MS,
  });
  return async (options) => {
    try {
      return (await secret(options)).value;
    } catch (cause) {
      throw new EdgeSecretError('the secret of the edge cannot be read', { cause });
    }
  };
}

async function readSecret(client: SecretsManagerClient, secretArn: string): Promise<string> {
  const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  // Without this an empty secret would let an empty header through.
  if (!secret) throw new EdgeSecretError('the secret of the edge is empty');
  return secret;
}
