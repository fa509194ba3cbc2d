import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Api, openApi } from '../../../traffic/api.ts';
import { isAbortError } from '../../../traffic/api-errors.ts';
import { SurpriseError } from '../../../core/smoke/run-step.ts';
import { smoke } from '../../../core/smoke/smoke.ts';
import type { SmokeRun } from '../../../core/smoke/smoke-run.ts';
import { askThrough } from '../../../tools/smoke/ask-through.ts';
import { makeProofOfWork } from '../../../lambdas/http/proof-of-work.ts';
import { VISITOR_KEYS } from '../../../trials/fuzz/tokens.ts';
import { type FaultyApi, startFaultyApi } from '../../traffic/faulty-api.ts';

const POST = 'smoke-post';

let server: FaultyApi;
let api: Api;
let lines: string[];
let nowMs: number;
beforeEach(async () => {
  server = await startFaultyApi();
  api = openApi({ url: server.url, connections: 1, patienceMs: 1_000, now: () => nowMs, wait: pass });
  lines = [];
  nowMs = 0;
});
afterEach(async () => {
  await api.close();
  await server.close();
});

/** Time passes by itself while nobody looks. */
async function pass(ms: number) {
  nowMs += ms;
}

const run = (options: Partial<SmokeRun> = {}) =>
  smoke({
    api: askThrough(api),
    token: undefined,
    postId: POST,
    timeoutMs: 20_000,
    signal: new AbortController().signal,
    say: (line) => lines.push(line),
    now: () => nowMs,
    wait: pass,
    ...options,
  });

/** Runs until a step fails; returns what it said of it. */
async function failure(options: Partial<SmokeRun> = {}): Promise<string> {
  await expect(run(options)).rejects.toBeInstanceOf(SurpriseError);
  return lines.find((line) => line.startsWith('FAILED')) ?? '';
}

const writes = () => server.arrived.map(({ op }) => op);

test('a deployment that counts passes every step and ends without a like', async () => {
  await run();
  expect(lines.map((line) => line.slice(0, 38).trim())).toEqual([
    'ok      describes itself',
    'ok      issues a visitor',
    'ok      refuses a bad token',
    'ok      reads the count 0',
    'ok      takes a like',
    'ok      takes it again, as a repeat',
    'ok      counts it, once',
    'ok      takes it back',
    'ok      counts that too',
  ]);
  expect(server.count(POST)).toBe(0);
  expect(writes()).toEqual(['like', 'like', 'unlike']);
});

test('the repeat has the id of the like, so that counting it twice is seen', async () => {
  await run();
  const [like, repeat, unlike] = server.arrived;
  expect(repeat?.id).toBe(like?.id);
  expect(unlike?.id).not.toBe(like?.id);
});

test('a token of an issuer is used in place of a visitor', async () => {
  server.issued.add('ours');
  server.refusals.set('POST /v1/visitors', 404);
  await run({ token: 'ours' });
  expect(server.requests).not.toContain('POST /v1/visitors');
  expect(server.arrived.every(({ user }) => user === 'ours')).toBe(true);
});

test('it waits while a like is not counted yet, and says so every five seconds', async () => {
  let reads = 0;
  server.tamper = (_, count) => (count === 1 && reads++ < 24 ? 0 : count);
  await run();
  expect(lines.filter((line) => line.startsWith('...'))).toEqual([
    '...     waiting for count 1: it is 0 after 5 s',
    '...     waiting for count 1: it is 0 after 10 s',
  ]);
});

test('a like that is never counted is taken back, and the batcher named', async () => {
  server.tamper = () => 0;
  const said = await failure();
  expect(said).toContain('FAILED  counts it, once');
  expect(said).toMatch(/expected {2}count 1 and liked true within 20 s/);
  expect(said).toMatch(/came {6}\{"postId":"smoke-post","count":0,.*\} after 20 s/);
  expect(said).toMatch(/look at {3}the log of batch-likes/);
  expect(lines.at(-1)).toBe('The like was taken back.');
  expect(server.count(POST)).toBe(0);
});

test('a like that is counted twice fails at once', async () => {
  server.tamper = (_, count) => 2 * count;
  const said = await failure();
  expect(said).toMatch(/counts it, once\n {2}expected {2}count 1 and liked true\n/);
  expect(nowMs).toBe(0);
  expect(writes().at(-1)).toBe('unlike');
});

test('an unlike that is never counted is told apart', async () => {
  let counted = 0;
  server.tamper = (_, count) => (counted = Math.max(counted, count));
  expect(await failure()).toContain('FAILED  counts that too');
});

test.each([
  ['GET /v1/openapi.json', 403, 'describes itself', 'the URL'],
  ['POST /v1/visitors', 404, 'issues a visitor', '--token'],
  ['POST /v1/visitors', 400, 'issues a visitor', 'the log of issue-visitor'],
  ['GET /v1/posts', 403, 'reads the count 0', 'the log of read-counts'],
])('%s that answers %i names its step and what to look at', async (request, status, step, lookAt) => {
  server.refusals.set(request, status);
  const said = await failure();
  expect(said).toContain(`FAILED  ${step}\n`);
  expect(said).toMatch(new RegExp(`came {6}${status} `));
  expect(said).toContain(lookAt);
  expect(writes()).toEqual([]);
});

test('a token that the deployment refuses points at the issuer and audience', async () => {
  const said = await failure({ token: 'theirs' });
  expect(said).toContain('FAILED  takes a like\n');
  expect(said).toContain('oidcIssuer and oidcAudience');
});

test('a deployment that takes any token fails', async () => {
  server.issued.add('not-a-token');
  expect(await failure()).toContain('FAILED  refuses a bad token\n  expected  401\n  came      202');
});

test('a server error that stays is a failed step, and one that passes is not', async () => {
  server.fault = (requestNumber) => (requestNumber === 5 ? 503 : undefined);
  await run();
  server.fault = () => 503;
  const said = await failure();
  expect(said).toContain('came      POST /v1/visitors failed for 1 s');
});

test('a like whose answer is lost is sent again, and counted once', async () => {
  server.fault = (requestNumber) => (requestNumber === 5 ? 'accept-then-reset' : undefined);
  await run();
  expect(writes()).toEqual(['like', 'like', 'like', 'unlike']);
});

test('interrupted while it waits, it takes the like back', async () => {
  server.tamper = () => 0;
  const interrupt = new AbortController();
  const wait = async (_: number, signal: AbortSignal) => {
    interrupt.abort();
    signal.throwIfAborted();
  };
  const rejection = await run({ signal: interrupt.signal, wait }).catch((error: unknown) => error);
  expect(isAbortError(rejection)).toBe(true);
  expect(server.count(POST)).toBe(0);
});

test('a puzzle that stands before new visitors is solved', async () => {
  server.challenge = makeProofOfWork({ ...VISITOR_KEYS, most: 8 });
  await run();
  expect([server.issued.size, server.count(POST)]).toEqual([1, 0]);
});

test('a widget that stands before new visitors is for persons, and the step says what to do', async () => {
  const pose = async () => ({ kind: 'turnstile' as const, siteKey: '0x4AAA' });
  server.challenge = { pose, isSolvedBy: async () => true };
  expect(await failure()).toContain('give the token of a visitor with --token');
});
