// The command line of npm run e2e:deploy, where it cannot start. What it checks, it checks itself.

import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runTool } from '../../run-tool.ts';

const MAIN = join(import.meta.dirname, '../../../trials/deploy-check/main.ts');

let dir: string;
let server: Server;
let answer: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'deploy-check-'));
  answer = '<html>Hello</html>';
  server = createServer((_, response) => response.end(answer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
  rmSync(dir, { recursive: true });
});

const portOf = () => (server.address() as AddressInfo).port;
const endpointOf = () => `http://127.0.0.1:${portOf()}`;

/** Runs the tool to its end, with its files in a directory of the test. */
const run = (...args: string[]) => runWith({}, ...args);

async function runWith(more: NodeJS.ProcessEnv, ...args: string[]) {
  const { exitCode, stderr } = await runTool(MAIN, args, { env: { ...process.env, TMPDIR: dir, ...more } });
  return { exitCode, stderr };
}

/** A command that stands in for Python. */
function makePython(script: string, name = 'python'): string {
  const file = join(dir, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const refusal = (line: string) => ({ exitCode: 2, stderr: `deploy-check: ${line}\n` });

test('an endpoint where nobody answers is one line and exit code 2', async () => {
  const endpoint = endpointOf();
  await new Promise((closed) => server.close(closed));
  expect(await run('--endpoint', endpoint)).toEqual(refusal(`nobody answers at ${endpoint} (ECONNREFUSED)`));
});

test('an endpoint where something else answers is one line and exit code 2', async () => {
  expect(await run('--endpoint', endpointOf())).toEqual(refusal(`${endpointOf()} is no emulator of AWS`));
});

test('an account that is no emulator’s is not deployed to', async () => {
  answer = '<GetCallerIdentityResponse><Account>123456789012</Account></GetCallerIdentityResponse>';
  const line = `${endpointOf()} is account 123456789012, not the emulators' 000000000000`;
  expect(await run('--endpoint', endpointOf())).toEqual(refusal(line));
});

test('a port in use is one line and exit code 2', async () => {
  expect(await run('--port', String(portOf()))).toEqual(refusal(`port ${portOf()} is in use (EADDRINUSE)`));
});

const hint = 'on Debian: apt-get install python3 python3-venv; --python names another';

test('no Python is one line and exit code 2', async () => {
  expect(await run('--python', 'no-such-python')).toEqual(refusal(`there is no no-such-python (${hint})`));
});

test('a Python without its venv module is one line and exit code 2', async () => {
  const python = makePython('echo "No module named ensurepip" >&2; exit 1');
  expect(await run('--python', python)).toEqual(refusal(`${python} lacks its venv module (${hint})`));
});

test('an old Python is one line and exit code 2', async () => {
  const python = makePython('echo "3.9.2 (default)"; exit 3');
  expect(await run('--python', python)).toEqual(
    refusal(`${python} is 3.9.2: it takes 3.10 or newer (${hint})`),
  );
});

describe('for LocalStack', () => {
  const needs = 'LocalStack 4.14.0 needs Python 3.13; with pyenv: pyenv install 3.13; --python names another';

  test('no Python 3.13 is one line and exit code 2', async () => {
    const line = `there is no python3.13 (${needs})`;
    expect(await runWith({ PATH: dir, PYENV_ROOT: dir }, '--on', 'localstack')).toEqual(refusal(line));
  });

  test('a pyenv without Python 3.13 is one line and exit code 2', async () => {
    makePython('echo "pyenv: python3.13: command not found" >&2; exit 127', 'python3.13');
    const line = `pyenv has not selected a python3.13 (${needs})`;
    expect(await runWith({ PATH: `${dir}:/bin`, PYENV_ROOT: dir }, '--on', 'localstack')).toEqual(
      refusal(line),
    );
  });

  test('another Python than 3.13 is one line and exit code 2', async () => {
    const python = makePython('echo "3.14.0 (main)"; exit 3');
    const line = `${python} is 3.14.0: it takes 3.13 (${needs})`;
    expect(await run('--on', 'localstack', '--python', python)).toEqual(refusal(line));
  });
});

test('it leaves no file behind where it cannot start', async () => {
  await run('--port', String(portOf()));
  expect(readdirSync(dir)).toEqual([]);
});
