import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const PROJECT_DIR = resolve(import.meta.dirname, '..', '..');
const MODULE = JSON.stringify(join(PROJECT_DIR, 'command-line', 'interruption.ts'));

/** Says when it is ready and when a stop is asked for, and would go on for ever. */
const script = (sameSignalMs: number) => `import(${MODULE}).then(async ({ onInterrupt, untilAborted }) => {
  const signal = onInterrupt(${sameSignalMs});
  process.on('SIGHUP', () => console.log('alive'));
  signal.addEventListener('abort', () => console.log('aborted'));
  setInterval(() => {}, 1000);
  console.log('ready');
  await untilAborted(signal);
  console.log('requested');
});`;

function start(args: string[], env = {}) {
  const child = spawn(process.execPath, args, { cwd: PROJECT_DIR, env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));
  const said = async (text: string) => {
    while (!output.includes(text)) await once(child.stdout, 'data');
  };
  return { child, said, output: () => output };
}

async function exitOf(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'close')) as [number];
  return code;
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('the first %s asks for a stop, a second one ends at once with %i', async (signal, status) => {
  const { child, said, output } = start(['-e', script(0)]);
  await said('ready');
  child.kill(signal);
  await said('requested');
  expect(output()).toContain('aborted');
  expect(child.exitCode).toBeNull();
  child.kill(signal);
  expect(await exitOf(child)).toBe(status);
});

test('Ctrl-C comes twice through npm, and is one', async () => {
  const { child, said } = start(['-e', script(600_000)]);
  await said('ready');
  child.kill('SIGINT');
  child.kill('SIGINT');
  await said('requested');
  child.kill('SIGINT');
  child.kill('SIGHUP');
  await said('alive');
  expect(child.exitCode).toBeNull();
});

test('Ctrl-C in the middle of a start leaves nothing behind and is no failure', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'stop-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const { child, said, output } = start(['tools/start/main.ts', '--port', '0'], { TMPDIR: directory });
  await said('synthesizing');
  child.kill('SIGINT');
  expect(await exitOf(child)).toBe(0);
  expect(output()).not.toContain('Ready');
  expect(output()).not.toMatch(/Error/i);
  expect(readdirSync(directory).filter((name) => name.startsWith('likes-assembly-'))).toEqual([]);
});
