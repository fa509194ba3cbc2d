// A process manager sends SIGTERM to npm alone. Each command must then end with all that it has started.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { PROJECT_DIR } from '../command-line/project-dir.ts';
import { mayHaveBrowser } from './demo/chromium.ts';
import { descendantsOf, processesWith, runningProcesses } from './running-processes.ts';

const { scripts } = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** How long a command may take to get to the moment, and to end, on a machine that has much else to do. */
const MAX_START_MS = 120_000;
const MAX_END_MS = 30_000;

const TAG = 'LIKES_TEST_COMMAND';
const AWS = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };

/**
 * Starts `npm run …` and sends npm alone a SIGTERM.
 * @param moment when: it is in the output, or in the command line of a process that the command has started
 */
async function terminate(args: readonly string[], moment: RegExp) {
  const directory = mkdtempSync(join(tmpdir(), 'npm-scripts-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const env = { ...process.env, ...AWS, [TAG]: directory, TMPDIR: directory };
  const npm = spawn('npm', ['run', ...args], { cwd: PROJECT_DIR, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid = 0 } = npm;
  const tagged = () => [...processesWith(TAG, directory)].filter(([id]) => id !== pid);
  onTestFinished(() => {
    for (const [id] of tagged()) process.kill(id, 'SIGKILL');
  });
  const ended = once(npm, 'exit') as Promise<[number | null, string | null]>;
  let output = '';
  for (const stream of [npm.stdout, npm.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const isReached = () => moment.test([output, ...tagged().map(([, command]) => command)].join('\n'));
  await vi.waitUntil(() => npm.exitCode !== null || isReached(), { timeout: MAX_START_MS, interval: 200 });
  const started = descendantsOf(pid);
  npm.kill('SIGTERM');
  const [exitCode] = await ended;
  const running = new Set(runningProcesses());
  const left = [
    ...started.filter((id) => running.has(id)),
    ...tagged().map(([id, command]) => `${id} ${command}`),
  ];
  return { output, exitCode, started: started.length, left };
}

/** A server that takes connections and never answers. */
async function startSilentServer(): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const CLOUD = /starting the local cloud|synthesizing/;

describe.skipIf(!existsSync('/proc/self/environ'))('a SIGTERM to npm ends every part of', () => {
  test.each<[script: string, args: string[], moment: RegExp, exitCode: number]>([
    ['replay', ['--generate', '--actions', '200000'], /esbuild/, 130],
    ['chaos', ['--minutes', '1'], /esbuild/, 130],
    ['hot-post', [], CLOUD, 130],
    ['loadtest', [], CLOUD, 130],
    ['trial:flood', [], CLOUD, 130],
    ['trial:keys', [], CLOUD, 130],
    ['trial:least-privilege', [], /Python environment|bin\/likes\.ts/, 130],
    ['check:templates', [], /Python environment|synthesizing/, 130],
    ['check:supply', [], /bundling/, 130],
    ['trial:restore', [], CLOUD, 130],
    ['trial:viewers', [], CLOUD, 130],
    ['drills', [], CLOUD, 130],
    ['model', ['--schedules', '10000000'], /running \d+ schedules/, 130],
    ['bench', ['--quick'], /cloud-process/, 130],
    ['bench:requests', [], /measure-process/, 130],
    ['bench:peers', ['--store', 'dynalite'], /dynalite-process/, 130],
    ['bench:scale', ['--quick'], /case-process/, 130],
    ['weights', [], /bin\/likes\.ts/, 130],
    ['costs', [], /one hot post/, 130],
    ['e2e', ['--file', 'ways-in'], mayHaveBrowser ? /chromium/ : CLOUD, 130],
    ['e2e:deploy', ['--only-gaps'], /Python environment|MiniStack/, 130],
    ['check', [], /\/tsc/, 130],
    ['synth', ['-c', 'scenario=social-media'], /esbuild/, 130],
  ])(
    'npm run %s',
    async (script, args, moment, exitCode) => {
      const ended = await terminate([script, '--', ...args], moment);
      expect(ended.started).toBeGreaterThan(0);
      expect(ended.left).toEqual([]);
      expect(ended).toMatchObject({ exitCode });
    },
    MAX_START_MS + MAX_END_MS,
  );

  // Nothing shows when these begin to listen to signals. Before that, the signal itself ends them.
  test.each<[script: string, args: (url: string) => string[], moment: RegExp]>([
    ['fuzz', () => ['--minutes', '5'], /fuzz\/main/],
    ['smoke', (url) => ['--url', url], /smoke\/main/],
    ['redrive', (url) => ['--from', 'quarantine', '--url', url], /redrive\/main/],
    ['keys', (url) => ['rotate', '--url', url], /keys\/main/],
    ['contract', () => ['--seconds', '60'], /contract\/main|api-contract\/main/],
    ['audit', (url) => ['--endpoint', url, '--counters-table', 'c', '--likes-table', 'l'], /audit\/main/],
  ])(
    'npm run %s, whenever it comes',
    async (script, args, moment) => {
      const ended = await terminate([script, '--', ...args(await startSilentServer())], moment);
      expect(ended.started).toBeGreaterThan(0);
      expect(ended.left).toEqual([]);
    },
    MAX_START_MS + MAX_END_MS,
  );

  test(
    'npm start, whose port is free again',
    async () => {
      const ended = await terminate(['start', '--', '--port', '0'], /Ready: /);
      expect(ended.left).toEqual([]);
      expect(ended).toMatchObject({ exitCode: 0 });
      const port = Number(/Ready: http:\/\/127\.0\.0\.1:(\d+)/.exec(ended.output)?.[1]);
      const [error] = (await once(connect(port, '127.0.0.1'), 'error').catch((it: unknown) => [it])) as [
        Error,
      ];
      expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    },
    MAX_START_MS + MAX_END_MS,
  );
});

test('every script takes the place of the shell that npm starts, so that it gets the signals that npm passes on', () => {
  expect(Object.entries(scripts).filter(([, command]) => !/^exec [^&;|]+$/.test(command))).toEqual([]);
});
