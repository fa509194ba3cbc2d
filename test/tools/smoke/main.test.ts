import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FaultyApi, startFaultyApi } from '../../traffic/faulty-api.ts';
import { type Kill, runTool } from '../../run-tool.ts';

const MAIN = join(import.meta.dirname, '../../../tools/smoke/main.ts');

let server: FaultyApi;
beforeEach(async () => {
  server = await startFaultyApi();
});
afterEach(() => server.close());

const run = (args: string[], onStart?: (kill: Kill) => void) =>
  runTool(MAIN, args, { env: { ...process.env, LIKES_TOKEN: '' }, onStart });

test('all well is exit code 0, and what remains is said', async () => {
  const { exitCode, stdout, stderr } = await run(['--url', server.url]);
  expect(stdout).toMatch(/All well\. What remains: a row of the ledger that says "unlike"/);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});

test('a failed step is exit code 1', async () => {
  server.tamper = () => 0;
  const { exitCode, stdout } = await run(['--url', server.url, '--timeout', '0.1']);
  expect(stdout).toContain('FAILED  counts it, once');
  expect(exitCode).toBe(1);
});

test('an address where nobody answers is one line and exit code 2', async () => {
  await server.close();
  const { exitCode, stderr } = await run(['--url', server.url]);
  expect(stderr).toBe(`smoke: cannot reach ${server.url} (ECONNREFUSED)\n`);
  expect(exitCode).toBe(2);
});

test.each([
  [[], '--url is missing (--help says more)'],
  [['--url', 'ftp://a.example'], '--url ftp://a.example is not an http or https address'],
  [['--url', 'https://a.example', '--timeout', '0'], '--timeout must be a number above 0 to 86400, not "0"'],
  [['--adore'], "Unknown option '--adore' (--help lists the flags)"],
])('%j is one line and exit code 2', async (args, line) => {
  const { exitCode, stderr } = await run(args);
  expect(stderr).toBe(`smoke: ${line}\n`);
  expect(exitCode).toBe(2);
});

test('help is exit code 0', async () => {
  const { exitCode, stdout } = await run(['--help']);
  expect(stdout).toContain('npm run smoke -- --url');
  expect(exitCode).toBe(0);
});

test('interrupted, it takes its like back and ends with 130', async () => {
  server.tamper = () => 0;
  const { exitCode, stdout } = await run(['--url', server.url], (kill) => {
    server.fault = () => {
      if (server.arrived.length === 1) kill('SIGINT');
      return undefined;
    };
  });
  expect(stdout).toContain('The like was taken back.');
  expect(exitCode).toBe(130);
});
