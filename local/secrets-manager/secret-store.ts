// Keeps the secrets in memory, or in one file that only its owner may read.

import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { array, number, object, parse, string } from 'valibot';
import { replaceFile } from '../replace-file.ts';

export interface StoredSecret {
  readonly arn: string;
  readonly name: string;
  readonly secretString: string;
  readonly versionId: string;
  /** Seconds since 1970, as in the protocol. */
  readonly createdDate: number;
}

export interface SecretStore {
  find(nameOrArn: string): StoredSecret | undefined;
  add(name: string, secretString: string): StoredSecret;
}

const StoredSecrets = array(
  object({
    arn: string(),
    name: string(),
    secretString: string(),
    versionId: string(),
    createdDate: number(),
  }),
);

/** A secret's ARN ends with six characters. Here they come from the name, so the ARN is the same after every start. */
const arnSuffix = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 6);

/** Thrown when the file cannot be read as secrets. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';
}

function readSecrets(file: string): StoredSecret[] {
  try {
    return parse(StoredSecrets, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new SecretFileError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

export function openSecretStore(file: string | undefined, now: () => number): SecretStore {
  const secrets = file !== undefined && existsSync(file) ? readSecrets(file) : [];

  function save() {
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    replaceFile(file, JSON.stringify(secrets));
  }

  return {
    find: (nameOrArn) => secrets.find(({ arn, name }) => arn === nameOrArn || name === nameOrArn),
    add(name, secretString) {
      const secret = {
        arn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-${arnSuffix(name)}`,
        name,
        secretString,
        versionId: randomUUID(),
        createdDate: now() / 1_000,
      };
      secrets.push(secret);
      save();
      return secret;
    },
  };
}
