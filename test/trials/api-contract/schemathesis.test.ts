// What a run of Schemathesis means. A script stands in for it here: `npm run contract` runs it itself.

import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NotCheckedError, runSchemathesis } from '../../../trials/api-contract/schemathesis.ts';
import { runTool } from '../../run-tool.ts';

let bin: string;
let server: Server;
let status: number;
beforeEach(async () => {
  bin = mkdtempSync(join(tmpdir(), 'contract-'));
  status = 201;
  server = createServer((_, response) => response.writeHead(status).end('{"token":"token-1"}'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  server.close();
  rmSync(bin, { recursive: true });
});

function run(script: string, signal = new AbortController().signal) {
  const file = join(bin, 'schemathesis');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return runSchemathesis({ bin, url, workDir: bin, seed: 7, seconds: 5, signal });
}

test('without a failure the answers are as the document says, and with one they are not', async () => {
  expect(await run('exit 0')).toBe(true);
  expect(await run('exit 1')).toBe(false);
});

test('it sends as a visitor, for the time and from the seed that were asked for', async () => {
  await run('echo "$LIKES_TOKEN $@"');
  const log = readFileSync(join(bin, 'schemathesis.log'), 'utf8');
  expect(log).toMatch(/^token-1 .*--seed 7 --max-time 5 /);
});

test.each(['exit 2', 'kill -9 $$'])(
  'a run that came to no verdict is a failure of its own: %s',
  async (script) => {
    await expect(run(script)).rejects.toThrow(NotCheckedError);
  },
);

test('an API that makes no visitor cannot be checked', async () => {
  status = 503;
  await expect(run('exit 0')).rejects.toThrow('POST /v1/visitors was answered with 503');
});

test('an interruption ends it', async () => {
  await expect(run('sleep 60', AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a Python that is not there is one line and exit code 2', async () => {
  const main = join(import.meta.dirname, '../../../trials/api-contract/main.ts');
  const { exitCode, stderr } = await runTool(main, ['--python', 'no-such-python']);
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringMatching(/^contract: there is no no-such-python .*\n$/),
  ]);
});
