import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runProcess } from '../../../trials/deploy-check/run-process.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'command-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const never = new AbortController().signal;
const run = (script: string, options: { signal?: AbortSignal; killAt?: RegExp } = {}) =>
  runProcess('sh', ['-c', script], {
    env: process.env,
    logFile: join(dir, 'log'),
    signal: never,
    ...options,
  });

/** A shell that starts another process, writes its id to a file, and waits for it. */
const withChild = () => `sleep 300 & echo $! > ${join(dir, 'child')}; echo started; wait`;
const childId = () => Number(readFileSync(join(dir, 'child'), 'utf8'));

async function expectChildToEnd() {
  const id = childId();
  expect(id).toBeGreaterThan(0);
  await vi.waitFor(() => expect(() => process.kill(id, 0)).toThrow(/ESRCH/), { timeout: 10_000 });
}

test('tells exit code and output, and keeps the output in a file', async () => {
  const result = await run('echo one; echo two >&2; exit 3');
  expect(result).toMatchObject({ exitCode: 3, killed: false });
  expect(result.output.split('\n').sort()).toEqual(['', 'one', 'two']);
  expect(readFileSync(join(dir, 'log'), 'utf8')).toHaveLength(8);
});

test('a command that is not there is a rejection', async () => {
  const options = { env: process.env, logFile: join(dir, 'log'), signal: never };
  await expect(runProcess('no-such-command', [], options)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a log that cannot be written is a rejection', async () => {
  const options = { env: process.env, logFile: join(dir, 'no-such-folder', 'log'), signal: never };
  await expect(runProcess('echo', ['one'], options)).rejects.toMatchObject({
    code: 'ENOENT',
    syscall: 'open',
  });
});

test('is killed with all that it started as soon as it writes what it is waited for', async () => {
  expect(await run(withChild(), { killAt: /started/ })).toMatchObject({ exitCode: null, killed: true });
  await expectChildToEnd();
});

test('a command that never writes it is not killed', async () => {
  expect(await run('echo other', { killAt: /started/ })).toMatchObject({ exitCode: 0, killed: false });
});

test('ends with all that it started when the run is interrupted', async () => {
  const interrupted = new AbortController();
  const running = run(withChild(), { signal: interrupted.signal });
  await vi.waitFor(() => expect(existsSync(join(dir, 'child')) && childId()).toBeGreaterThan(0));
  interrupted.abort();
  await expect(running).rejects.toThrow(/abort/);
  await expectChildToEnd();
});

test('nothing starts once the run is interrupted', async () => {
  await expect(run(`touch ${join(dir, 'started')}`, { signal: AbortSignal.abort() })).rejects.toThrow(
    /abort/,
  );
  expect(existsSync(join(dir, 'started'))).toBe(false);
});
