// How an environment is made and kept. A script stands in for Python here.

import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makePythonEnvironment } from '../../../trials/deploy-check/python-environment.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'python-environment-'));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true });
});

/** It notes what it is asked for. As `pip` it does what the test says. */
const pythonThat = (pip: string) => `#!/bin/sh
echo "$*" >>'${join(dir, 'calls')}'
case "$2" in
  venv) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  pip) ${pip} ;;
  *) echo 3.13.0 ;;
esac
`;

function make(pip: string, requirements = 'one==1.0 \\\n    --hash=sha256:00\n') {
  const command = join(dir, 'python');
  writeFileSync(command, pythonThat(pip));
  chmodSync(command, 0o755);
  const requirementsFile = join(dir, 'requirements.txt');
  writeFileSync(requirementsFile, requirements);
  return makePythonEnvironment({
    python: { versions: '3', condition: 'True', commands: [command], installHint: 'install it' },
    requirementsFile,
    cacheDir: join(dir, 'cache'),
    logFile: join(dir, 'python.log'),
    signal: new AbortController().signal,
    say: () => {},
  });
}

const installs = () => readFileSync(join(dir, 'calls'), 'utf8').match(/^-m pip install.*/gm) ?? [];

test('an environment that cannot be made complete is gone, and the next run makes it again', async () => {
  await expect(make('echo "ERROR: no such hash"; exit 1')).rejects.toThrow('ERROR: no such hash');
  expect(readdirSync(join(dir, 'cache'))).toEqual([]);
  const bin = await make('exit 0');
  expect(readdirSync(bin)).toEqual(['python']);
});

test('pip takes nothing without its hash', async () => {
  await make('exit 0');
  expect(installs()).toEqual([expect.stringContaining(' --require-hashes ')]);
});

test('an environment is kept for the same list of packages, and for no other', async () => {
  const bin = await make('exit 0');
  expect(await make('exit 1')).toBe(bin);
  expect(await make('exit 0', 'two==2.0 --hash=sha256:00\n')).not.toBe(bin);
});
