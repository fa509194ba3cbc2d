// Has a load generator that nobody here wrote drive the same API at the same rate. If our latencies were wrong, they would differ
// from its latencies.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { number, object, parse, pipe, string, transform } from 'valibot';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import { Latencies, type Percentiles } from './latencies.ts';
import type { RequestOnce } from './request-once.ts';
import { makeSchedule } from './schedule.ts';
import { sendOpenLoop } from './send-open-loop.ts';

export interface CrossCheck {
  readonly request: string;
  readonly requestsPerSecond: number;
  readonly seconds: number;
  readonly ours: Generator;
  readonly theirs: Generator & { readonly name: string };
}

interface Generator {
  readonly latencyMs: Percentiles;
  readonly answered: number;
  readonly failed: number;
}

interface CrossCheckOptions {
  readonly url: string;
  readonly path: string;
  readonly requestsPerSecond: number;
  readonly requests: RequestOnce;
  readonly signal: AbortSignal;
}

const SECONDS = 10;
const CONNECTIONS = 10;
const AUTOCANNON_DIR = join(PROJECT_DIR, 'node_modules', 'autocannon');

/** Rejects when the signal is aborted. */
export async function crossCheck(options: CrossCheckOptions): Promise<CrossCheck> {
  const requestsPerSecond = Math.max(1, Math.round(options.requestsPerSecond));
  const ours = await driveByUs(options, requestsPerSecond);
  const theirs = await driveByAutocannon(options, requestsPerSecond);
  return { request: `GET ${options.path}`, requestsPerSecond, seconds: SECONDS, ours, theirs };
}

async function driveByUs({ path, requests, signal }: CrossCheckOptions, rate: number): Promise<Generator> {
  const latencies = new Latencies();
  let failed = 0;
  const timesMs = makeSchedule(
    Array.from({ length: SECONDS }, () => rate),
    makeSeededRandom(0),
  );
  await sendOpenLoop({
    items: timesMs.map((atMs) => ({ atMs })),
    send: () => requests.send({ method: 'GET', path }),
    onSent() {},
    onAnswer(_, answer, latencyMs) {
      if (answer?.status === 200) latencies.record(latencyMs);
      else failed += 1;
    },
    signal,
  });
  signal.throwIfAborted();
  return { latencyMs: latencies.percentiles() ?? NONE, answered: latencies.total, failed };
}

const NONE: Percentiles = { p50: 0, p99: 0, p999: 0 };

async function driveByAutocannon({ url, path, signal }: CrossCheckOptions, rate: number) {
  const args = ['--json', '--overallRate', rate, '--connections', Math.min(CONNECTIONS, rate)];
  const child = spawn(
    process.execPath,
    [join(AUTOCANNON_DIR, 'autocannon.js'), ...args.map(String), '--duration', `${SECONDS}`, url + path],
    { stdio: ['ignore', 'pipe', 'ignore'], signal },
  );
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const { version } = JSON.parse(readFileSync(join(AUTOCANNON_DIR, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { name: `autocannon ${version}`, ...readAutocannon(output) };
}

const Autocannon = pipe(
  object({
    latency: object({ p50: number(), p99: number(), p99_9: number() }),
    '2xx': number(),
    non2xx: number(),
    errors: number(),
  }),
  transform(
    ({ latency: { p50, p99, p99_9: p999 }, '2xx': answered, non2xx, errors }): Generator => ({
      latencyMs: { p50, p99, p999 },
      answered,
      failed: non2xx + errors,
    }),
  ),
);

/** Reads what autocannon prints with --json. */
export const readAutocannon = (output: string): Generator =>
  parse(pipe(string(), transform(JSON.parse), Autocannon), output);
