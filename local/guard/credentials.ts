// The credentials of one run. The servers take no other access key, so a process that only guesses a port can do nothing.
// The file is in the format of the AWS SDKs: `AWS_SHARED_CREDENTIALS_FILE` leads any of them to it.

import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What servers without an access key are called with. */
export const ANY_CREDENTIALS: Credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Real access keys begin with AKIA or ASIA, so none of them is taken for a key of a local cloud. */
const PREFIX = 'LOCAL';
const KEY_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** An access key of AWS has 20 characters. 15 of them are random here, which are 75 bits. */
const RANDOM_CHARACTERS = 15;

export function makeCredentials(): Credentials {
  const random = Array.from({ length: RANDOM_CHARACTERS }, () =>
    KEY_CHARACTERS.charAt(randomInt(KEY_CHARACTERS.length)),
  );
  return { accessKeyId: PREFIX + random.join(''), secretAccessKey: randomBytes(30).toString('base64') };
}

export interface CredentialsFile {
  readonly path: string;
  readonly remove: () => void;
}

/** Writes a file that only this user can read, in a temporary directory of its own. */
export function writeCredentialsFile({ accessKeyId, secretAccessKey }: Credentials): CredentialsFile {
  const directory = mkdtempSync(join(tmpdir(), 'local-cloud-'));
  const path = join(directory, 'credentials');
  const text = `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Throws if the file cannot be read, or holds credentials of anything but a local cloud. */
export function readCredentialsFile(path: string): Credentials {
  const text = readFileSync(path, 'utf8');
  const [, accessKeyId] = /^aws_access_key_id = (\S+)$/m.exec(text) ?? [];
  const [, secretAccessKey] = /^aws_secret_access_key = (\S+)$/m.exec(text) ?? [];
  if (accessKeyId === undefined || secretAccessKey === undefined || !accessKeyId.startsWith(PREFIX))
    throw new Error(`${path} holds no credentials of a local cloud`);
  return { accessKeyId, secretAccessKey };
}
