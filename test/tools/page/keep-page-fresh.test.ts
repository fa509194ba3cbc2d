import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildPage } from '../../../tools/page/build-page.ts';
import { isStale } from '../../../tools/page/keep-page-fresh.ts';
import { pages, sourceDirs } from '../../../vite.config.ts';

/** An icon within the page names it. Nothing is loaded from there. */
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

let projectDir: string;
let outDir: string;

beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), 'page-'));
  outDir = join(projectDir, 'out');
  for (const dir of [...sourceDirs, 'out']) mkdirSync(join(projectDir, dir), { recursive: true });
  writeFileSync(join(projectDir, sourceDirs[0] ?? '', 'old.ts'), '');
});
afterEach(() => rmSync(projectDir, { recursive: true }));

function builtIn(seconds: number) {
  const file = join(outDir, 'index.html');
  writeFileSync(file, '');
  utimesSync(file, Date.now() / 1_000 + seconds, Date.now() / 1_000 + seconds);
}

test('pages that were never built are stale', () => {
  expect(isStale(outDir, projectDir)).toBe(true);
});

test('pages are stale when a source is newer than they are, and fresh otherwise', () => {
  builtIn(10);
  expect(isStale(outDir, projectDir)).toBe(false);
  builtIn(-10);
  expect(isStale(outDir, projectDir)).toBe(true);
});

test('a build has every page at its address, all that others embed, and nothing inline that a strict policy forbids', async () => {
  writeFileSync(join(outDir, 'left-over.js'), '');
  await buildPage(outDir);
  expect(existsSync(join(outDir, 'left-over.js'))).toBe(false);
  expect(existsSync(join(outDir, 'built', 'like-button.js'))).toBe(true);
  for (const path of Object.keys(pages)) {
    const html = readFileSync(join(outDir, path, 'index.html'), 'utf8').replaceAll(SVG_NAMESPACE, '');
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|style=|https?:\/\//);
  }
});
