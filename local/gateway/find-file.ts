// Finds and reads a file of the site. Nothing but a plain file inside the site is ever opened for long: a pipe would wait for
// a writer, and a device might do anything.

import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** What the system says when there is no such file, when it is no plain file, or when it may not be read. */
const NO_FILE = new Set([
  'EACCES',
  'EINVAL',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENODEV',
  'ENOENT',
  'ENOTDIR',
  'ENXIO',
  'EPERM',
]);

export interface FoundFile {
  readonly path: string;
  readonly content: Buffer;
}

/** Returns undefined if the path names no plain file with an extension inside the site. */
export async function findFile(siteDir: string, path: string): Promise<FoundFile | undefined> {
  try {
    // Both paths are resolved first, so that neither dots nor a symbolic link lead out of the site.
    const [site, file] = await Promise.all([realpath(siteDir), realpath(join(siteDir, path))]);
    if (!file.startsWith(site + sep) || extname(file) === '' || !(await stat(file)).isFile())
      return undefined;
    const content = await readPlainFile(file);
    return content && { path: file, content };
  } catch (error) {
    if (NO_FILE.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** The path may have become something else since it was checked, so the open file is checked again. */
async function readPlainFile(path: string): Promise<Buffer | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return (await file.stat()).isFile() ? await file.readFile() : undefined;
  } finally {
    await file.close();
  }
}
