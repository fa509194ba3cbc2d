// The command as it is run, against a local cloud and against an API in memory.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KeptResult } from '../../../trials/load-test/result.ts';
import { runTool } from '../../run-tool.ts';
import { startFaultyApi } from '../../traffic/faulty-api.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'trials', 'load-test', 'main.ts');

let temporaryDir: string;
beforeEach(() => {
  temporaryDir = mkdtempSync(join(tmpdir(), 'load-test-'));
});
afterEach(() => rmSync(temporaryDir, { recursive: true }));

const run = (args: string[], interruptAt?: RegExp) =>
  runTool(MAIN, args, { env: { ...process.env, TMPDIR: temporaryDir }, interruptAt });

test('--help explains every option and shape', async () => {
  const { stdout, exitCode } = await run(['--help']);
  for (const word of [
    '--scale',
    '--shape',
    'burst',
    'celebrity',
    '--no-queue',
    '--requests-budget',
    '--compare',
  ])
    expect(stdout).toContain(word);
  expect(exitCode).toBe(0);
});

test.each([
  [['--scenario', 'no-such'], /--scenario: there is no "no-such"; known: social-media/],
  [['--compare', '/nowhere.json'], /--compare \/nowhere.json: there is no such file/],
  [
    ['--url', 'http://127.0.0.1:9', '--requests-budget', '10'],
    /the run needs about \d+ requests, more than 10/,
  ],
  [
    ['--url', 'http://127.0.0.1:9', '--requests-budget', '100000'],
    /there is no terminal to ask at: give --yes/,
  ],
  [['--url', 'http://127.0.0.1:9', '--requests-budget', '100000', '--yes'], /cannot reach/],
])('%j is one line and exit code 2', async (args, message) => {
  const { stderr, exitCode } = await run(args);
  expect(stderr).toMatch(/^loadtest: [^\n]+\n$/);
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(2);
});

test('a few seconds on a local cloud: every like is counted, and the page and the JSON say it', async () => {
  const [html, json] = [join(temporaryDir, 'report.html'), join(temporaryDir, 'report.json')];
  const { stdout, stderr } = await run([
    '--minutes',
    '0.1',
    '--calibration-seconds',
    '2',
    '--scale',
    '1/100',
    '--cross-check',
    '--html',
    html,
    '--json',
    json,
  ]);
  expect(stderr).toMatch(/^\d+\/6 s · \d+ sent · \d+ taken/m);
  expect(stdout).toMatch(/^answered 202 +30 +30 +1\.00$/m);
  expect(stdout).toMatch(/^Counts: (\d+) of \1 posts exact, /m);
  expect(stdout).toMatch(/^- autocannon \d+\.\d+\.\d+: p50 [\d.]+ ms, p99 [\d.]+ ms, 0 failed$/m);
  const result = JSON.parse(readFileSync(json, 'utf8')) as KeptResult;
  expect(result.comparison?.differences).toEqual([]);
  expect(result.environment.cpuMsPerLike).toBeGreaterThan(0);
  const page = readFileSync(html, 'utf8');
  expect(page).toContain('Load test: steady');
  expect(page).toContain('Cross-check');
  expect(readdirSync(temporaryDir).filter((name) => name.startsWith('likes-'))).toEqual([]);
}, 240_000);

test('Ctrl-C stops at once and still prints the report', async () => {
  const { stdout, exitCode } = await run(['--minutes', '5', '--calibration-seconds', '2'], /^\d+\/300 s /m);
  expect(exitCode).toBe(130);
  expect(stdout).toMatch(/^answered 202 +[\d,]+ +\d+ /m);
  expect(stdout).toMatch(/^INTERRUPTED/m);
  expect(readdirSync(temporaryDir).filter((name) => name.startsWith('likes-'))).toEqual([]);
}, 240_000);

test('a deployed API is loaded within the budget, and nothing but its answers is measured', async () => {
  const server = await startFaultyApi();
  try {
    const target = ['--url', server.url, '--requests-budget', '2000', '--yes'];
    const { stdout } = await run(['--minutes', '0.05', '--calibration-seconds', '1', ...target]);
    expect(server.requests.length).toBeLessThanOrEqual(2_000);
    expect(stdout).toMatch(/^answered 202 +15 +15 +1\.00$/m);
    expect(stdout).toMatch(/^throttled by shards +0 +– +not measured$/m);
    expect(stdout).toContain(`Requests: ${server.requests.length} of 2000`);
  } finally {
    await server.close();
  }
}, 60_000);
