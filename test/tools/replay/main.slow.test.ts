import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FaultyApi, startFaultyApi } from '../../traffic/faulty-api.ts';
import { type Kill, runTool } from '../../run-tool.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'tools', 'replay', 'main.ts');
const GENERATE = ['--generate', '--actions', '300', '--posts', '10', '--users', '20'];

let server: FaultyApi;
let dir: string;
beforeEach(async () => {
  server = await startFaultyApi();
  dir = mkdtempSync(join(tmpdir(), 'replay-'));
});
afterEach(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

/** Runs the tool against the server to its end; `onStart` gets a function that sends it a signal. */
const run = (args: string[], onStart?: (kill: Kill) => void) =>
  runTool(MAIN, ['--url', server.url, '--data', dir, ...args], { onStart });

test('an API where nobody answers is one line and exit code 2', async () => {
  await server.close();
  const { exitCode, stderr } = await run(GENERATE);
  expect(stderr).toBe(`replay: cannot reach ${server.url} (ECONNREFUSED)\n`);
  expect(exitCode).toBe(2);
});

test('a bad flag, a missing file and a bad line are one line each and exit code 2', async () => {
  const file = join(dir, 'votes.csv');
  writeFileSync(file, 'at,user,post,action\n1,ann,p,adore\n');
  for (const args of [
    ['--adore'],
    ['--file', 'none', '--format', 'csv'],
    ['--file', file, '--format', 'csv'],
  ]) {
    const { exitCode, stderr } = await run(args);
    expect(stderr).toMatch(/^replay: [^\n]+\n$/);
    expect(exitCode).toBe(2);
  }
});

test('a file of votes in another layout is sent, said how, verified and accounted for', async () => {
  const file = join(dir, 'votes.csv');
  const rows = ['created;user_id;post_id;kind', '20; ann;p;unlike', '', '10;ann ;p;like', '11;"bob";p;like'];
  writeFileSync(file, `\uFEFF${rows.join('\r\n')}\r\n`);
  const layout = ['--delimiter', ';', '--columns', 'user=user_id,post=post_id,at=created,action=kind'];
  const { exitCode, stdout, stderr } = await run(['--file', file, '--format', 'csv', ...layout, '--verify']);
  expect(stderr).toContain(`replay: ${file} is not in the order of time: it was sorted by created\n`);
  expect(stdout).toMatch(/likes expected +1\n/);
  expect(stdout).toMatch(/visitors issued +2\n/);
  expect(stdout).toMatch(/lines read +5\nlines used +3\nlines skipped: header +1\nlines skipped: blank +1\n/);
  expect(stdout).toContain('Exact: every post');
  expect(exitCode).toBe(0);
});

test.each([
  ['a scenario that is none', ['--scenario', 'nope'], /unknown "nope"/],
  [
    'a data directory that is a file',
    ['--data', import.meta.filename],
    /main\.test\.ts is not a directory\n/,
  ],
  [
    'a file of visitors that is a directory',
    ['--visitors', import.meta.dirname],
    /cannot keep visitors: EISDIR/,
  ],
])(
  'with a local cloud of its own, %s is one line and exit code 2',
  async (_, args, message) => {
    const { exitCode, stderr } = await runTool(MAIN, [...GENERATE, ...args]);
    const line = stderr.replace('starting the local cloud\n', '');
    expect(line).toMatch(/^replay: [^\n]+\n$/);
    expect(line).toMatch(message);
    expect(exitCode).toBe(2);
  },
  60_000,
);

test('interrupted while its local cloud starts, it ends with 130 and without a word', async () => {
  const { exitCode, stderr } = await runTool(MAIN, GENERATE, { interruptAt: /starting/ });
  expect([exitCode, stderr]).toEqual([130, 'starting the local cloud\n']);
}, 60_000);

test('an API that refuses is one line and exit code 1', async () => {
  server.refuseWith = 403;
  const { exitCode, stderr } = await run(GENERATE);
  expect(stderr).toBe('replay: POST /v1/visitors was refused with 403: Refused: by the test\n');
  expect(exitCode).toBe(1);
});

test('a count that differs is listed and exit code 1', async () => {
  server.tamper = (postId, count) => (postId === 'seed-1-0' ? count + 1 : count);
  const { exitCode, stdout } = await run([...GENERATE, '--verify', '--settle', '0.1']);
  expect(stdout).toMatch(/posts different +1\n/);
  expect(stdout).toMatch(/seed-1-0 +\d+ +\d+\n/);
  expect(stdout).toContain('NOT EXACT: 1 of 10 posts differ.');
  expect(exitCode).toBe(1);
});

test('interrupted, even twice at once as npm does it, it says what was sent and ends with 130', async () => {
  const { exitCode, stdout } = await run([...GENERATE, '--rate', '50', '--verify'], (kill) => {
    server.fault = (requestNumber) => {
      if (requestNumber === 30 || requestNumber === 31) kill('SIGINT');
      return undefined;
    };
  });
  expect(stdout).toMatch(/actions sent +\d+ of 300\n/);
  expect(stdout).toContain('Interrupted');
  expect(exitCode).toBe(130);
});

test('run twice, the same persons vote, and both runs are exact', async () => {
  const first = await run([...GENERATE, '--verify']);
  const second = await run([...GENERATE, '--verify']);
  expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
  expect(second.stdout).toMatch(/posts different +0\n/);
  expect(server.arrived).toHaveLength(600);
  expect(readFileSync(join(dir, 'replay-visitors.jsonl'), 'utf8').trim().split('\n')).toHaveLength(20);
});

test('killed in the middle and run again, the same persons vote', async () => {
  const killed = await run([...GENERATE, '--rate', '100'], (kill) => {
    server.fault = (requestNumber) => {
      if (requestNumber === 60) kill('SIGKILL');
      return undefined;
    };
  });
  expect(killed.exitCode).toBe(null);
  const again = await run([...GENERATE, '--verify']);
  expect(again.stdout).toContain('Exact');
  expect(again.exitCode).toBe(0);
});
