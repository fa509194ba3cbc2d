// What an operator does with the keys of visitors' tokens: looks at them, rotates them, and takes one away that has leaked.

import {
  DescribeSecretCommand,
  InvalidRequestException,
  PutSecretValueCommand,
  RotateSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  addKey,
  KEY_ANNOUNCED_MS,
  type KeySet,
  kidOf,
  readKeySet,
  removeKeys,
  signingKeyOf,
  writeKeySet,
} from '../../adapters/secrets-manager/key-set.ts';
import { makeSecretVersions } from '../../adapters/secrets-manager/secret-versions.ts';
import { UsageError } from '../../command-line/usage-error.ts';

/** A rotation takes seconds. */
const MAX_ROTATION_MS = 120_000;
const POLL_MS = 1_000;

export interface KeysPorts {
  readonly client: SecretsManagerClient;
  readonly secretArn: string;
  readonly newKey: () => string;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** Thrown when a rotation did not end, or ended without a new key. */
export class RotationFailedError extends Error {
  override readonly name = 'RotationFailedError';
}

export async function showKeys(ports: KeysPorts): Promise<string> {
  const { text } = await makeSecretVersions(ports).readCurrent();
  return describe(readKeySet(text), ports.now());
}

/** Resolves when the new key is in the secret. It signs a minute later. A rotation that was left half done is given up first. */
export async function rotateKeys(ports: KeysPorts): Promise<string> {
  const { client, secretArn: SecretId, now, wait } = ports;
  const versions = makeSecretVersions(ports);
  const untilMs = now() + MAX_ROTATION_MS;
  await giveUpRotation(ports);
  const newVersion = await beginRotation(client, SecretId);
  while ((await versions.readCurrent()).versionId !== newVersion) {
    if (now() > untilMs)
      throw new RotationFailedError('the rotation did not end: see the log of rotate-keys');
    await wait(POLL_MS);
  }
  return await showKeys(ports);
}

async function beginRotation(client: SecretsManagerClient, SecretId: string): Promise<string | undefined> {
  try {
    return (await client.send(new RotateSecretCommand({ SecretId }))).VersionId;
  } catch (error) {
    if (error instanceof InvalidRequestException) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** Throws a UsageError if there is no such key. */
export async function revokeKeys(ports: KeysPorts, kids: readonly string[]): Promise<string> {
  const { client, secretArn: SecretId, newKey, now } = ports;
  const { text } = await makeSecretVersions(ports).readCurrent();
  const set = readKeySet(text);
  const known = new Set(namedKids(set));
  for (const kid of kids) if (!known.has(kid)) throw new UsageError(`there is no key ${kid}`);
  const left = removeKeys(set, new Set(kids), now());
  const next = left.keys.length === 0 ? addKey(left, newKey(), now()) : left;
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: writeKeySet(next) }));
  await giveUpRotation(ports);
  return describe(next, now());
}

/** Secrets Manager begins no rotation beside one that has not ended. One that is given up changes nothing, whatever it still does. */
async function giveUpRotation(ports: KeysPorts): Promise<void> {
  const { client, secretArn: SecretId } = ports;
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  for (const [versionId, stages] of Object.entries(VersionIdsToStages))
    if (stages.includes('AWSPENDING') && !stages.includes('AWSCURRENT'))
      await makeSecretVersions(ports).dropPending(versionId);
}

const namedKids = ({ keys, unnamed }: KeySet) =>
  [...keys, ...(unnamed ? [unnamed] : [])].map(({ key }) => kidOf(key));

function describe(set: KeySet, nowMs: number): string {
  const signing = signingKeyOf(set, nowMs);
  const rows = set.keys.map((stored) => {
    const sinceMs = Date.parse(stored.createdAt);
    const since = sinceMs === 0 ? 'from the beginning' : `since ${stored.createdAt}`;
    const signsAt = new Date(sinceMs + KEY_ANNOUNCED_MS).toISOString();
    const isNew = sinceMs + KEY_ANNOUNCED_MS > nowMs;
    return [
      kidOf(stored.key),
      stored === signing ? 'signs' : isNew ? `signs from ${signsAt}` : 'valid',
      since,
    ];
  });
  const { unnamed } = set;
  if (unnamed)
    rows.push([
      kidOf(unnamed.key),
      'valid',
      `for tokens that name no key${unnamed.until ? `, until ${unnamed.until}` : ''}`,
    ]);
  return [
    ...[['key', 'state', ''], ...rows].map(([kid = '', state = '', since = '']) =>
      `${kid.padEnd(10)}${state.padEnd(38)}${since}`.trimEnd(),
    ),
    ...(signing ? [] : ['', 'No key signs yet. Until then nobody gets a new token, and clients try again.']),
  ].join('\n');
}
