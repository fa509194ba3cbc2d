// Makes a directory where a command is to keep its state. Node's own `recursive` never returns when the system refuses with
// ENOENT, as in /proc.

import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const isDirectory = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Makes the directory and its parents. The mode is that of the directories that it makes. */
export function makeDirectory(path: string, mode = 0o777): void {
  if (isDirectory(path)) return;
  makeDirectory(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process has made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isDirectory(path)) throw error;
  }
}
