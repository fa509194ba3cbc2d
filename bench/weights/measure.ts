// Weighs the bundles of a cloud assembly, the built pages and the source files.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { UsageError } from '../../command-line/usage-error.ts';
import { findCodeDirs } from '../assembly.ts';
import { type Figures, MAX_LINES, type Weights } from './weights.ts';

const SOURCE_FILES = new Set(['.ts', '.js', '.mjs']);
/** Tests may be longer, and the others hold what is not written by hand. */
const NOT_SOURCE = new Set(['test', 'node_modules', 'cdk.out', 'coverage']);

/** What `npm run page` builds: what a browser loads. */
const BUILT_PAGES = '.page';

/** Throws a UsageError where the pages were not built. */
export function weigh(projectDir: string, assemblyDir: string): Weights {
  const functions = [...findCodeDirs(assemblyDir)].map(
    ([name, dir]) => [name, gzippedBytes(filesIn(dir))] as const,
  );
  const pageDir = join(projectDir, BUILT_PAGES);
  if (!existsSync(pageDir)) throw new UsageError('the pages are not built: run npm run page first');
  return {
    functions: sorted(functions),
    pages: sorted(filesIn(pageDir).map((file) => [withoutHash(nameOf(file, pageDir)), gzippedBytes([file])])),
    longFiles: sorted(
      sourceFilesIn(projectDir)
        .map((file) => [nameOf(file, projectDir), countLines(file)] as const)
        .filter(([, lines]) => lines > MAX_LINES),
    ),
  };
}

function sourceFilesIn(projectDir: string): string[] {
  return readdirSync(projectDir, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !NOT_SOURCE.has(name))
    .flatMap((entry) => {
      const path = join(projectDir, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    })
    .filter((file) => SOURCE_FILES.has(extname(file)));
}

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** Vite puts a hash into the names of assets, which changes with their content: `assets/feed-Bq3xY_1z.js`. */
export const withoutHash = (name: string): string => name.replace(/^(assets\/.+)-[\w-]{8}(?=\.\w+$)/, '$1');

const gzippedBytes = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);

const countLines = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;

const nameOf = (file: string, dir: string): string => relative(dir, file).replaceAll(sep, '/');

const sorted = (figures: readonly (readonly [string, number])[]): Figures =>
  Object.fromEntries(figures.toSorted(([one], [other]) => (one < other ? -1 : 1)));
