// What other sites embed: its weight, and that page, repository and sources agree.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';
import { BUILT_DIR, buildButton } from '../../../tools/button/build.ts';
import { publishHashes } from '../../../tools/button/publish-hashes.ts';
import { type Weight, weigh } from '../../../tools/button/weigh.ts';

let files: Map<string, string>;
let weights: Weight[];

beforeAll(async () => {
  files = await buildButton();
  weights = weigh(files);
});

test('the sources have no type errors and give the files of the repository (npm run button)', async () => {
  const names = await readdir(BUILT_DIR);
  expect(names.toSorted()).toEqual([...files.keys()].toSorted());
  for (const name of names) expect(await readFile(join(BUILT_DIR, name), 'utf8')).toBe(files.get(name));
});

test('the button weighs at most 3.0 kB, its client 4.4 kB, the live part 1.6 kB, the solver and the hook 0.5 kB each, gzipped', () => {
  expect(weights.map(({ file, maxBytes }) => [file, maxBytes])).toEqual([
    ['like-button.js', 3_000],
    ['likes-client.js', 4_400],
    ['likes-live.js', 1_600],
    ['likes-challenge.js', 500],
    ['use-likes.js', 500],
  ]);
  for (const { gzippedBytes, maxBytes } of weights) {
    expect(gzippedBytes).toBeGreaterThan(100);
    expect(gzippedBytes).toBeLessThanOrEqual(maxBytes);
  }
});

test('each file imports the next ones at most, and only when they are needed', () => {
  const scripts = [...files].filter(([name]) => name.endsWith('.js'));
  const imports = scripts.map(([name, text]) => [
    name,
    [...text.matchAll(/\bimport\b[^;]*?["']([^"']+)["']/g)].map(([, from]) => from),
  ]);
  expect(Object.fromEntries(imports)).toEqual({
    'like-button.js': ['./likes-client.js'],
    'likes-client.js': ['./likes-live.js', './likes-challenge.js'],
    'likes-challenge.js': [],
    'likes-live.js': [],
    'use-likes.js': [],
  });
  expect(files.get('like-button.js')).toContain('import("./likes-client.js")');
  for (const name of ['live', 'challenge'])
    expect(files.get('likes-client.js')).toContain(`import("./likes-${name}.js")`);
});

test('the page for embedders has the hashes of all files of the button', async () => {
  const page = await readFile(join(PROJECT_DIR, 'docs', 'embedding.md'), 'utf8');
  expect(publishHashes(page, weights)).toBe(page);
  for (const { file, integrity } of weights.filter(({ file }) => file !== 'use-likes.js'))
    expect(page).toMatch(new RegExp(`/${file}".*"${integrity.replaceAll(/[+/]/g, '\\$&')}"`));
});

test('a hash is put after the name of its file and nowhere else', () => {
  const [weight] = weights.filter(({ file }) => file === 'like-button.js');
  const page =
    'src="a/like-button.js" integrity="sha384-old" "other.js": "sha384-old" "b/like-button.js": "sha384-"';
  expect(publishHashes(page, weight ? [weight] : [])).toBe(
    `src="a/like-button.js" integrity="${weight?.integrity}" "other.js": "sha384-old" "b/like-button.js": "${weight?.integrity}"`,
  );
});

test('the package’s entries are these files, and each has its types', async () => {
  const text = await readFile(join(PROJECT_DIR, 'package.json'), 'utf8');
  const { exports } = JSON.parse(text) as { exports: Record<string, { types: string; default: string }> };
  expect(Object.keys(exports)).toEqual(['./like-button', './likes-client', './use-likes']);
  for (const [entry, { types, default: file }] of Object.entries(exports)) {
    expect(file).toBe(`./demo/built/${entry.slice(2)}.js`);
    expect(types).toBe(`./demo/built/${entry.slice(2)}.d.ts`);
    expect(files.has(`${entry.slice(2)}.d.ts`)).toBe(true);
  }
});
