// Weighs the bundles of a cloud assembly, the demo page and the source files.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findCodeDirs } from '../assembly.ts';
import { type Figures, MAX_LINES, type Weights } from './weights.ts';

const SOURCE_FILES = new Set(['.ts', '.js', '.mjs']);
/** Tests may be longer, and the others hold what is not written by hand. */
const NOT_SOURCE = new Set(['test', 'node_modules', 'cdk.out', 'coverage']);

export function weigh(projectDir: string, assemblyDir: string): Weights {
  const functions = [...findCodeDirs(assemblyDir)].map(
    ([name, dir]) => [name, gzippedBytes(filesIn(dir))] as const,
  );
  const demoDir = join(projectDir, 'demo');
  return {
    functions: sorted(functions),
    demo: sorted(filesOfPage(demoDir).map((file) => [nameOf(file, demoDir), gzippedBytes([file])])),
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

/** The sources of the like button are beside the page. What the page loads is built from them. */
const filesOfPage = (demoDir: string): string[] =>
  filesIn(demoDir).filter((file) => !['.ts', '.json'].includes(extname(file)));

const gzippedBytes = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);

const countLines = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;

const nameOf = (file: string, dir: string): string => relative(dir, file).replaceAll(sep, '/');

const sorted = (figures: readonly (readonly [string, number])[]): Figures =>
  Object.fromEntries(figures.toSorted(([one], [other]) => (one < other ? -1 : 1)));
