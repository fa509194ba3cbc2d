// Replaces a file as a whole. A process that is killed half-way leaves the old file or the new one.

import { closeSync, constants, openSync, renameSync, writeFileSync } from 'node:fs';

/** A symbolic link is not followed. */
const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;

/** Only the owner may read the new file. */
export function replaceFile(file: string, text: string): void {
  const next = `${file}.new`;
  const fd = openSync(next, FLAGS, 0o600);
  try {
    writeFileSync(fd, text);
  } finally {
    closeSync(fd);
  }
  renameSync(next, file);
}
