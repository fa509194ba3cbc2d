import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../../command-line/usage-error.ts';
import { openVisitorsFile, visitorsFileOf } from '../../traffic/visitors-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'visitors-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('a file that holds something else is refused and left as it is', () => {
  const file = join(dir, 'ratings.csv');
  writeFileSync(file, 'userId,movieId\n1,2\n', { mode: 0o644 });
  expect(() => openVisitorsFile(file).load()).toThrow(/is not a file of visitors/);
  expect(readFileSync(file, 'utf8')).toBe('userId,movieId\n1,2\n');
  expect(statSync(file).mode & 0o777).toBe(0o644);
});

test.each([
  ['a directory', () => dir],
  ['beyond a file', () => join(import.meta.filename, 'x')],
  ['in a place that takes none', () => '/proc/none/x'],
])('%s is refused by name', (_, path) => {
  const load = () => openVisitorsFile(path()).load();
  expect(load).toThrow(UsageError);
  expect(load).toThrow(/^\S+ cannot keep visitors: E[^\n]*$/);
});

test('a line that a crash cut short costs one visitor and no other', () => {
  const file = join(dir, 'visitors.jsonl');
  writeFileSync(file, '\n{"user":"ann","token":"t1"}\n{"user":"bob","tok');
  const store = openVisitorsFile(file);
  store.append('eve', 't3');
  expect(store.load()).toEqual(new Map(Object.entries({ ann: 't1', eve: 't3' })));
});

test('visitors are found again, whatever they are called, and the last token of each is used', () => {
  const names = ['ann', 'a "quoted" one', 'back\\slash', 'two\nlines', '","token":"x'];
  const store = openVisitorsFile(join(dir, 'deep', 'visitors.jsonl'));
  expect(store.load()).toEqual(new Map());
  for (const name of names) store.append(name, 'old');
  for (const name of names) store.append(name, `token-of-${names.indexOf(name)}`);
  expect([...store.load()]).toEqual(names.map((name, index) => [name, `token-of-${index}`]));
});

test('only the owner may read the tokens', () => {
  const file = join(dir, 'visitors.jsonl');
  const store = openVisitorsFile(file);
  store.load();
  store.append('ann', 't1');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(join(dir, 'open.jsonl'), '', { mode: 0o644 });
  openVisitorsFile(join(dir, 'open.jsonl')).load();
  expect(statSync(join(dir, 'open.jsonl')).mode & 0o777).toBe(0o600);
});

test('each API has its file, and all names of this machine have the same', () => {
  expect(visitorsFileOf('/project', 'http://127.0.0.1:3000')).toBe(
    '/project/.data/visitors/127.0.0.1-3000.jsonl',
  );
  expect(visitorsFileOf('/project', 'http://localhost:3000/')).toBe(
    visitorsFileOf('/project', 'http://127.0.0.1:3000'),
  );
  expect(visitorsFileOf('/project', 'http://[::1]:3000')).toBe(
    visitorsFileOf('/project', 'http://127.0.0.1:3000'),
  );
  expect(visitorsFileOf('/project', 'https://likes.example')).toBe(
    '/project/.data/visitors/likes.example.jsonl',
  );
});
