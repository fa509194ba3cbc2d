// Builds the pages with Vite into one directory: what a bucket behind a CDN holds, and what the local cloud serves.

import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import config, { pages } from '../../vite.config.ts';

export const PAGE_DIR = join(PROJECT_DIR, '.page');

/** What other sites embed is served beside the pages, as it is. */
const EMBEDDED_DIR = 'demo/built';

/** Builds beside the directory and then takes its place, so that nobody ever sees half of the pages. */
export async function buildPage(outDir = PAGE_DIR): Promise<void> {
  // Loading Vite takes half a second, so only those who build do it.
  const { build } = await import('vite');
  await mkdir(dirname(outDir), { recursive: true });
  const newDir = await mkdtemp(`${outDir}-`);
  try {
    await build({
      ...config,
      configFile: false,
      logLevel: 'warn',
      build: { ...config.build, outDir: newDir, emptyOutDir: true },
    });
    await movePages(newDir);
    await cp(join(PROJECT_DIR, EMBEDDED_DIR), join(newDir, basename(EMBEDDED_DIR)), { recursive: true });
    await replaceDirectory(outDir, newDir);
  } finally {
    await rm(newDir, { recursive: true, force: true });
  }
}

/** Vite writes each HTML file under the path that it has in the project. Its address is another one. */
async function movePages(dir: string): Promise<void> {
  for (const [path, file] of Object.entries(pages)) {
    const target = join(dir, path, 'index.html');
    await mkdir(dirname(target), { recursive: true });
    await rename(join(dir, file), target);
  }
  const folders = new Set(Object.values(pages).map((file) => file.split('/')[0] ?? ''));
  for (const folder of folders)
    if (!(`/${folder}/` in pages)) await rm(join(dir, folder), { recursive: true, force: true });
}

/** Another process may have built the pages at the same time. Its pages are as good as ours. */
async function replaceDirectory(dir: string, newDir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  try {
    await rename(newDir, dir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}
