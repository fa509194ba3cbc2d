// The tool as it is run, with so few viewers that it takes seconds.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runTool } from '../../run-tool.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'trials', 'viewers', 'main.ts');

let temporaryDir: string;
beforeEach(() => {
  temporaryDir = mkdtempSync(join(tmpdir(), 'viewers-'));
});
afterEach(() => rmSync(temporaryDir, { recursive: true }));

const run = (args: string[], interruptAt?: RegExp) =>
  runTool(MAIN, args, { env: { ...process.env, TMPDIR: temporaryDir }, interruptAt });

test('three viewers and three pollers see every like, and end with exact counts', async () => {
  const { stdout, stderr, exitCode } = await run(['--viewers', '3', '--seconds', '3']);
  expect(stderr).not.toContain('NOT AS IT SHOULD BE');
  expect(stdout).toMatch(/^\| one post: 202 to screen.* \| [\d.]+ \/ [\d.]+ \|$/m);
  expect(stdout).toMatch(/^\| viewers with exact counts \| 3 of 3 \|$/m);
  expect(stdout).toMatch(/^\| pollers with exact counts \| 3 of 3 \|$/m);
  expect(exitCode).toBe(0);
}, 240_000);

test('Ctrl-C ends everything, and leaves nothing behind', async () => {
  const { stdout, exitCode } = await run(['--viewers', '3'], /starting the local cloud/);
  expect(exitCode).toBe(130);
  expect(stdout).toBe('');
  expect(readdirSync(temporaryDir).filter((name) => name.startsWith('likes-'))).toEqual([]);
}, 120_000);
