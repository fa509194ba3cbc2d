// Keeps the secrets with their versions in memory, or in one file that only its owner may read.

import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  array,
  type InferOutput,
  number,
  object,
  optional,
  parse,
  pipe,
  string,
  transform,
  union,
} from 'valibot';
import { replaceFile } from '../replace-file.ts';

/** The stage of the version that is read. */
export const CURRENT = 'AWSCURRENT';

const StoredVersion = object({
  versionId: string(),
  /** A rotation begins with a version that has no value yet. */
  secretString: optional(string()),
  stages: array(string()),
  createdDate: number(),
});

/** Times are in seconds since 1970, as in the protocol. */
const StoredSecret = object({
  arn: string(),
  name: string(),
  createdDate: number(),
  lastRotatedDate: optional(number()),
  versions: array(StoredVersion),
});

/** What earlier releases kept: one version. */
const SingleSecret = pipe(
  object({
    arn: string(),
    name: string(),
    secretString: string(),
    versionId: string(),
    createdDate: number(),
  }),
  transform(
    ({ secretString, versionId, createdDate, ...secret }): StoredSecret => ({
      ...secret,
      createdDate,
      versions: [{ versionId, secretString, stages: [CURRENT], createdDate }],
    }),
  ),
);

export type StoredVersion = InferOutput<typeof StoredVersion>;
export type StoredSecret = InferOutput<typeof StoredSecret>;

export interface SecretStore {
  find(nameOrArn: string): StoredSecret | undefined;
  add(name: string, secretString: string): StoredSecret;
  /** Keeps what was changed in the secrets. */
  save(): void;
  /** The time in seconds since 1970. */
  readonly nowSeconds: () => number;
}

/** A secret's ARN ends with six characters. Here they come from the name, so the ARN is the same after every start. */
const arnSuffix = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 6);

/** Thrown when the file cannot be read as secrets. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';
}

function readSecrets(file: string): StoredSecret[] {
  try {
    return parse(array(union([StoredSecret, SingleSecret])), JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new SecretFileError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

export function openSecretStore(file: string | undefined, now: () => number): SecretStore {
  const secrets = file !== undefined && existsSync(file) ? readSecrets(file) : [];
  const nowSeconds = () => now() / 1_000;

  function save() {
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, JSON.stringify(secrets));
  }

  return {
    nowSeconds,
    save,
    find: (nameOrArn) => secrets.find(({ arn, name }) => arn === nameOrArn || name === nameOrArn),
    add(name, secretString) {
      const createdDate = nowSeconds();
      const secret = {
        arn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-${arnSuffix(name)}`,
        name,
        createdDate,
        versions: [{ versionId: randomUUID(), secretString, stages: [CURRENT], createdDate }],
      };
      secrets.push(secret);
      save();
      return secret;
    },
  };
}
