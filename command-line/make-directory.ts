// Makes a directory in which a command keeps its state. Node's own option `recursive` would never return when the system
// refuses with ENOENT, as it does in /proc.

import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const isDirectory = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Makes the directory and those of its parents that are missing. Each directory that it makes gets the mode. */
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
