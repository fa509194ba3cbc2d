// What every operation works with.

import type { Rotations } from './rotations.ts';
import type { SecretStore, StoredSecret } from './secret-store.ts';
import { SecretsManagerError } from './secrets-manager-error.ts';

export interface SecretParts {
  readonly store: SecretStore;
  readonly rotations: Rotations;
}

export type Operation = (parts: SecretParts, input: Record<string, unknown>) => object;

/** Throws ResourceNotFoundException. */
export function findSecret({ store }: SecretParts, secretId: unknown): StoredSecret {
  const secret = typeof secretId === 'string' ? store.find(secretId) : undefined;
  if (!secret) throw notFound();
  return secret;
}

export const notFound = () =>
  new SecretsManagerError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
