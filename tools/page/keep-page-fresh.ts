// Builds the pages when they are missing, or older than what they are made of.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { sourceDirs } from '../../vite.config.ts';
import { buildPage, PAGE_DIR } from './build-page.ts';

const OTHER_SOURCES = ['vite.config.ts', 'package-lock.json'];

/** Returns the directory of the pages, once they are as new as their sources. */
export async function keepPageFresh(dir = PAGE_DIR): Promise<string> {
  if (isStale(dir)) await buildPage(dir);
  return dir;
}

/** @returns true if a source was changed, added or removed after the pages were built */
export function isStale(dir: string, projectDir = PROJECT_DIR): boolean {
  const builtAtMs = statSync(join(dir, 'index.html'), { throwIfNoEntry: false })?.mtimeMs;
  if (builtAtMs === undefined) return true;
  const sources = [...OTHER_SOURCES, ...sourceDirs.flatMap((source) => pathsIn(projectDir, source))];
  return sources.some((path) => changedAtMs(join(projectDir, path)) > builtAtMs);
}

/** A directory counts too, because its own time changes when a file in it goes. */
const pathsIn = (projectDir: string, source: string): string[] => [
  source,
  ...readdirSync(join(projectDir, source), { recursive: true, encoding: 'utf8' }).map((name) =>
    join(source, name),
  ),
];

const changedAtMs = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
