// The tool as it is run, with many faults and bursts so small that they take seconds.

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

const figure = (stdout: string, label: string) =>
  Number(new RegExp(`^${label} +([\\d,]+)$`, 'm').exec(stdout)?.[1]?.replaceAll(',', '') ?? Number.NaN);

test('under many faults every count is exact, and the report says what happened', async () => {
  const faults =
    'accept-like=20,batch-likes=30,hang=0,lost-response=2,throttle=2,reshard=60,malformed=120,merge=120,drop=60';
  const { stdout, stderr, exitCode } = await run([...SMALL, '--within', '150', '--faults', faults]);
  expect(stderr).toMatch(/^[\d.]+ s: burst 1 exact [\d.]+ s after its last action/m);
  // As lines, so that a failure shows them.
  expect(stdout.split('\n')).toContain('EXACT');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^viewers with exact counts +10 of 10$/m);
  expect(figure(stdout, 'connections dropped')).toBeGreaterThan(0);
  expect(figure(stdout, 'actions')).toBeGreaterThanOrEqual(800);
  expect(figure(stdout, 'malformed records, all in quarantine')).toBeGreaterThan(0);
  expect(figure(stdout, 'call throttle')).toBeGreaterThan(0);
  expect(figure(stdout, 'call lost-response')).toBeGreaterThan(0);
  expect(stdout).toMatch(/^batch-likes (killed-before|killed-after|zombie) +\d/m);
  expect(stdout).toMatch(/^(SplitShard|MergeShards|UpdateShardCount) +\d/m);
  // The second reader has delivered everything once more.
  expect(figure(stdout, '... deliveries beyond the first')).toBeGreaterThanOrEqual(
    figure(stdout, 'records delivered'),
  );
}, 240_000);

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
