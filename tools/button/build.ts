// Builds what other sites embed: the like button, the client beneath it, and the React hook, each as one file with its types.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';

export const BUILT_DIR = join(PROJECT_DIR, 'demo', 'built');

const ENTRIES = [
  'like-button/like-button',
  'likes-client/likes-client',
  'likes-live/likes-live',
  'likes-challenge/likes-challenge',
  'react/use-likes',
];
/** What a site imports by itself has types. */
const TYPES = [
  'like-button/like-button',
  'likes-client/likes-client',
  'react/use-likes',
  'likes-client/types',
];

/** Returns the content of each file by its name. The same sources give the same bytes, so that their hashes can be published. */
export async function buildButton(signal?: AbortSignal): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const { outputFiles } = await build({
    absWorkingDir: PROJECT_DIR,
    entryPoints: ENTRIES.map((entry) => `demo/${entry}.ts`),
    outdir: BUILT_DIR,
    entryNames: '[name]',
    bundle: true,
    // The button loads the client when it comes into view, and the client loads what takes pushed counts. Without splitting they would
    // hold copies.
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    write: false,
  });
  for (const { path, text } of outputFiles) files.set(basename(path), text);
  for (const [name, text] of await declareTypes(signal)) files.set(name, text);
  return files;
}

/** Checks the types of the sources, too. */
async function declareTypes(signal: AbortSignal | undefined): Promise<[string, string][]> {
  const dir = await mkdtemp(join(tmpdir(), 'like-button-'));
  try {
    const tsc = join(PROJECT_DIR, 'node_modules', '.bin', 'tsc');
    const emit = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', dir];
    await promisify(execFile)(tsc, ['-p', join(PROJECT_DIR, 'demo'), ...emit], signal ? { signal } : {});
    return await Promise.all(
      TYPES.map(async (name): Promise<[string, string]> => {
        const text = await readFile(join(dir, `${name}.d.ts`), 'utf8');
        return [`${basename(name)}.d.ts`, text.replace(/'\.\.?\/(?:[\w-]+\/)*([\w-]+)\.ts'/g, "'./$1.js'")];
      }),
    );
  } finally {
    await rm(dir, { recursive: true });
  }
}
