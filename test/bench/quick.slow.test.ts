// The benchmark as it is started: everything in it runs, and leaves nothing behind.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';

async function bench(args: readonly string[], onStderr?: (chunk: string, stop: () => void) => void) {
  const tempDir = await mkdtemp(join(tmpdir(), 'bench-test-'));
  onTestFinished(() => rm(tempDir, { recursive: true, force: true }));
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'bench/main.ts'), ...args], {
    env: { ...process.env, TMPDIR: tempDir },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stderr.on('data', (chunk: Buffer) => onStderr?.(String(chunk), () => child.kill('SIGINT')));
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  // What other packages keep there is theirs.
  const left = (await readdir(tempDir)).filter((name) => name.startsWith('likes-'));
  return { stdout, stderr, exitCode, left };
}

test('a quick run measures both sides, finds ours exact, and removes what it made', async () => {
  const { stdout, stderr, exitCode, left } = await bench(['--quick', '--likes', '200']);
  expect({ exitCode, faults: stderr.includes('NOT AS IT SHOULD BE') }).toEqual({
    exitCode: 0,
    faults: false,
  });
  expect(stdout).toContain('### One hot post');
  expect(stdout).toMatch(/\| likes\/s until counted \| [\d,]+ \| [\d,]+ \| \d+\.\d\d× \|/);
  expect(stdout).toMatch(/\| ledger writes per like \| 1\.000 \| 0\.000 \|/);
  for (const name of [
    'accept-like: a like with a known token',
    'PutRecord by the light client alone',
    'batch-likes: a like of the long tail',
  ])
    expect(stdout).toMatch(new RegExp(`\\| ${name} \\| [\\d,.]+ \\|`));
  expect(stdout).toMatch(/\| accept-like \| [\d,]+ \| \d+\.\d\d× \| [\d,]+ \| \d+\.\d\d× \|/);
  expect(left).toEqual([]);
}, 300_000);

test('Ctrl-C ends every part with 130 and removes what was made', async () => {
  const { exitCode, left, stdout } = await bench(['--quick'], (chunk, stop) => {
    if (chunk.includes('likes/s until counted')) stop();
  });
  expect({ exitCode, left, stdout }).toEqual({ exitCode: 130, left: [], stdout: '' });
}, 300_000);

test('a file that is not there is one line, and 2', async () => {
  const { exitCode, stderr } = await bench(['--file', 'no-such-file.csv', '--format', 'csv']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: 'bench: no-such-file.csv: no such file\n' });
});
