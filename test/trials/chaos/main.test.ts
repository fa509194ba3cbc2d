// The tool as it is run, with bursts so small that they take seconds.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runTool } from '../../run-tool.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'trials', 'chaos', 'main.ts');
const SMALL = ['--minutes', '0.05', '--batches', '10', '--seed', '3'];

let temporaryDir: string;
beforeEach(() => {
  temporaryDir = mkdtempSync(join(tmpdir(), 'chaos-'));
});
afterEach(() => rmSync(temporaryDir, { recursive: true }));

const run = (args: string[], interruptAt?: RegExp) =>
  runTool(MAIN, args, { env: { ...process.env, TMPDIR: temporaryDir }, interruptAt });

test('--help explains every option and fault', async () => {
  const { stdout, exitCode } = await run(['--help']);
  for (const word of ['--minutes', '--seed', '--faults', '--log', 'zombie=3', 'second-reader=1'])
    expect(stdout).toContain(word);
  expect(exitCode).toBe(0);
});

test.each([
  [['--minute', '1'], /--minute/],
  [['--minutes', '0'], /--minutes/],
  [['--seed', 'x'], /--seed/],
  [['--faults', 'gremlins=1'], /gremlins/],
  [['again'], /again/],
])('%j is one line and exit code 2', async (args, message) => {
  const { stderr, exitCode } = await run(args);
  expect(stderr).toMatch(/^chaos: [^\n]+\n$/);
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(2);
});

test('exact, but later than asked for: exit code 1, and it says so', async () => {
  const { stdout, stderr, exitCode } = await run([...SMALL, '--within', '0.001', '--faults', 'none']);
  expect(stderr).toMatch(/^not exact within 0.001 s: waiting to see whether it is late or wrong$/m);
  expect(stdout).toMatch(/^EXACT, BUT TOO LATE$/m);
  expect(exitCode).toBe(1);
}, 120_000);

test('Ctrl-C ends everything, and leaves nothing behind', async () => {
  const { stdout, exitCode } = await run(['--batches', '10'], /burst 1 /);
  expect(exitCode).toBe(130);
  expect(stdout).toBe('');
  expect(readdirSync(temporaryDir).filter((name) => name.startsWith('likes-'))).toEqual([]);
}, 120_000);
