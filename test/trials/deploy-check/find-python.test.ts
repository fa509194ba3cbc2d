import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { findPython, pyenvPythons } from '../../../trials/deploy-check/find-python.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'find-python-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Makes a command that stands in for Python. */
function makePython(name: string, script: string): string {
  const file = join(dir, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const find = (...commands: string[]) =>
  findPython(
    { versions: '3.13', condition: 'True', commands, installHint: 'install it' },
    { logFile: join(dir, 'python.log'), signal: new AbortController().signal },
  );

test('the first command that will do is taken', async () => {
  const old = makePython('old', 'echo 3.9.2; exit 3');
  const good = makePython('good', 'echo 3.13.1');
  const other = makePython('other', 'echo 3.13.2');
  expect(await find('no-such-python', old, good, other)).toEqual({ command: good, version: '3.13.1\n' });
});

test('when none will do, the error tells what is wrong with each', async () => {
  const old = makePython('old', 'echo 3.9.2; exit 3');
  const shim = makePython('shim', 'echo "pyenv: python3.13: command not found" >&2; exit 127');
  const bare = makePython('bare', 'echo "No module named ensurepip" >&2; exit 1');
  await expect(find('no-such-python', old, shim, bare)).rejects.toThrow(
    new UsageError(
      `there is no no-such-python; ${old} is 3.9.2: it takes 3.13; pyenv has not selected a ${shim}; ${bare} lacks its venv module (install it; --python names another)`,
    ),
  );
});

test('a version that pyenv has installed is found, though it is not selected', () => {
  const wanted = makePython('versions/3.13.0/bin/python', '');
  makePython('versions/3.12.1/bin/python', '');
  mkdirSync(join(dir, 'versions/3.13.9'));
  expect(pyenvPythons('3.13', { PYENV_ROOT: dir })).toEqual([wanted]);
  expect(pyenvPythons('3.13', { PYENV_ROOT: join(dir, 'absent') })).toEqual([]);
});
