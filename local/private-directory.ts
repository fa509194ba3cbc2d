// A data directory holds the key that signs visitor tokens, so nobody but its owner may read or write it. It is checked
// before anything in it is opened.

import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  openSync,
  readdirSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { makeDirectory } from '../command-line/make-directory.ts';

/** Thrown for a directory that another user could read or write, or that leads elsewhere. */
export class UnsafeDataDirError extends Error {
  override readonly name = 'UnsafeDataDirError';
}

const OTHERS = 0o077;
const PRIVATE_DIRECTORY = 0o700;
const PRIVATE_FILE = 0o600;

/** What the local cloud itself makes in a data directory. */
const OWN_ENTRIES =
  /^(lock|lock\.db(-journal)?|dynamodb|kinesis|sqs|secrets\.json(\.new)?|event-source-mappings)$/;

/**
 * Makes the directory, or checks one that is there, and closes it and all that the local cloud keeps in it to other users.
 * What this process makes from then on is private too. Throws UnsafeDataDirError.
 */
export function makePrivateDirectory(path: string): void {
  // dynalite and SQLite choose the modes of their files themselves, so only the mask of the process keeps them private.
  if (isMainThread) process.umask(OTHERS);
  // A link is found before it is followed.
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found) check(path, found);
  makeDirectory(path, PRIVATE_DIRECTORY);
  const stats = lstatSync(path);
  check(path, stats);
  const entries = readdirSync(path);
  const foreign = entries.find((entry) => !OWN_ENTRIES.test(entry));
  if ((stats.mode & OTHERS) !== 0) {
    // The directory may be one of the user's own, with files that others are meant to read.
    if (foreign !== undefined)
      throw new UnsafeDataDirError(
        `${path} is open to other users and holds ${foreign}, which is not of the local cloud: ` +
          'use another directory, or close it with chmod 700',
      );
    closeToOthers(path);
  }
  for (const entry of entries) if (OWN_ENTRIES.test(entry)) makePrivate(join(path, entry));
}

/** Does not follow the path if it has become a link meanwhile. */
function closeToOthers(path: string): void {
  const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    fchmodSync(fd, PRIVATE_DIRECTORY);
  } finally {
    closeSync(fd);
  }
}

/** From here on no other user can change what is below the data directory. */
function makePrivate(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  // Another process that starts has a journal beside `lock.db`, and deletes it at any moment.
  if (stats === undefined) return;
  if (!stats.isFile()) check(path, stats);
  else checkOwner(path, stats);
  if ((stats.mode & OTHERS) !== 0) chmodSync(path, stats.isFile() ? PRIVATE_FILE : PRIVATE_DIRECTORY);
  if (stats.isDirectory()) for (const entry of readdirSync(path)) makePrivate(join(path, entry));
}

function check(path: string, stats: Stats): void {
  if (stats.isSymbolicLink())
    throw new UnsafeDataDirError(`${path} is a symbolic link, which the local cloud does not follow`);
  if (!stats.isDirectory()) throw new UnsafeDataDirError(`${path} is not a directory`);
  checkOwner(path, stats);
}

function checkOwner(path: string, { uid }: Stats): void {
  // Windows has no user ids.
  if (process.getuid !== undefined && uid !== process.getuid())
    throw new UnsafeDataDirError(`${path} belongs to another user (uid ${uid})`);
}
