// What pip installs is what was locked: every list of packages names a version and a hash of each.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';

const trials = join(PROJECT_DIR, 'trials');
const files = readdirSync(trials, { recursive: true, encoding: 'utf8' }).filter((it) =>
  /(^|\/)requirements.*\.txt$/.test(it),
);

test('the lists are found', () => {
  expect(files).toContain('template-check/requirements.txt');
});

test.each(files)('every package of %s has one version and a hash', (file) => {
  const text = readFileSync(join(trials, file), 'utf8').replaceAll('\\\n', ' ');
  const packages = text.split('\n').filter((line) => /^[^#\s]/.test(line));
  expect(packages.length).toBeGreaterThan(5);
  const unlocked = packages.filter((line) => !/^[\w.[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}/.test(line));
  expect(unlocked).toEqual([]);
});
