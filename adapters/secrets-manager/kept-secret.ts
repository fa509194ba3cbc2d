// A secret that is kept and read again from time to time, so that a new value takes over. While Secrets Manager does not answer, the
// old value is used for a while longer.

import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keepFresh, type KeepFreshOptions, type ReadKept } from '../keep-fresh.ts';

/** Thrown when there is no value to use, because the secret cannot be read or does not hold what it should. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
  readonly retryable = true;
}

/** Where a secret is, and what reads it. */
export interface SecretSource {
  readonly client: SecretsManagerClient;
  readonly secretArn: string;
  readonly now: () => number;
  readonly random?: () => number;
}

interface KeptSecretOptions<Value> extends Pick<KeepFreshOptions<Value>, 'freshMs' | 'maxStaleMs'> {
  /** What the message of an error calls it. */
  readonly name: string;
  /** Reads the text of the secret. Throws if it does not hold what it should. */
  readonly parse: (text: string) => Value;
}

/** The value is the same object as long as the secret is the same. Rejects with a SecretError. */
export function keepSecret<Value>(
  { client, secretArn, now, random = Math.random }: SecretSource,
  { name, parse, freshMs, maxStaleMs }: KeptSecretOptions<Value>,
): ReadKept<Value> {
  let last: { readonly text: string; readonly value: Value } | undefined;
  const secret = keepFresh({
    async read() {
      const { SecretString: text = '' } = await client.send(
        new GetSecretValueCommand({ SecretId: secretArn }),
      );
      if (last?.text !== text) last = { text, value: parse(text) };
      return last.value;
    },
    now,
    random,
    freshMs,
    maxStaleMs,
  });
  return async (options) => {
    try {
      return await secret(options);
    } catch (cause) {
      throw new SecretError(`${name} cannot be read`, { cause });
    }
  };
}
