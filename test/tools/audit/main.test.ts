// The command line as a process of its own, against a real server.

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { makeCredentials, writeCredentialsFile } from '../../../local/guard/credentials.ts';
import { startDynalite, type TestDynamoDB } from '../../adapters/dynamodb/servers.ts';
import { makeWorld, type World } from './world.ts';
import { type Kill, runTool } from '../../run-tool.ts';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'tools', 'audit', 'main.ts');

let server: TestDynamoDB;
let world: World;
let endpoint: string;
let dir: string;

beforeEach(async () => {
  server = await startDynalite();
  endpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '';
  world = await makeWorld(server.client);
  dir = mkdtempSync(join(tmpdir(), 'audit-'));
  const actions = ['u1', 'u2', 'u3'].map((userId) => ({ userId, postId: 'p', op: 'like' as const }));
  await world.count({ lane: 'a', from: 10, actions });
});
afterEach(async () => {
  await server.close();
  rmSync(dir, { recursive: true });
});

/** Runs the tool to its end; `onStart` gets a function that sends it a signal. */
const run = (args: string[], onStart?: (kill: Kill) => unknown) =>
  runTool(MAIN, args, { env: { PATH: process.env['PATH'] }, onStart });

const tables = () =>
  `--endpoint ${endpoint} --counters-table ${world.countersTable} --likes-table ${world.likesTable}`.split(
    ' ',
  );

test('exact counts are exit code 0, drift is 1, a confirmed repair is 0', async () => {
  const exact = await run(tables());
  expect(exact).toMatchObject({ stderr: '', exitCode: 0 });
  expect(exact.stdout).toMatch(/posts +1\nledger rows +3\n[^]*\n\nExact: every count/);
  await world.damage('p', -2);
  const drift = await run(tables());
  expect(drift.stdout).toMatch(/^1 post with drift, -2 in all:\npost +counter +ledger +drift\np +1 +3 +-2\n/);
  expect(drift.stdout).toMatch(/NOT EXACT.\n$/);
  expect(drift.exitCode).toBe(1);
  const repaired = await run([...tables(), '--repair']);
  expect(repaired.stdout).toMatch(/^1 post corrected by \+2 in all, and exact now:\n[^]*Exact again: /);
  expect(repaired.exitCode).toBe(0);
  expect(await world.counts()).toEqual({ p: 3 });
});

test('counters that are lost are told, and made again', async () => {
  await world.wipeCounters();
  const rebuilt = await run([...tables(), '--rebuild', '--state', join(dir, 'state.db')]);
  expect(rebuilt.stdout).toMatch(/^counters made +1\n[^]*Exact: /);
  expect(rebuilt.exitCode).toBe(0);
  expect(await world.counts()).toEqual({ p: 3 });
});

test('the tables are found in the outputs of a deployment', async () => {
  const outputs = join(dir, 'outputs.json');
  const stack = { CountersTable: world.countersTable, LikesTable: world.likesTable };
  writeFileSync(outputs, JSON.stringify({ LikesData: stack, LikesService: { Url: 'x' } }));
  expect(await run(['--endpoint', endpoint, '--outputs', outputs])).toMatchObject({ exitCode: 0 });
});

test('the tables are found in a local cloud by the address of its API', async () => {
  const outputs = { CountersTable: world.countersTable, LikesTable: world.likesTable };
  const file = writeCredentialsFile(makeCredentials());
  onTestFinished(() => file.remove());
  const cloud = createServer((request, response) => {
    response.statusCode = request.url === '/_local-cloud' ? 200 : 404;
    response.end(JSON.stringify({ endpoints: { dynamodb: endpoint }, outputs, credentialsFile: file.path }));
  });
  await new Promise<void>((listening) => cloud.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void cloud.close());
  const url = `http://127.0.0.1:${(cloud.address() as AddressInfo).port}/`;
  expect(await run(['--url', url])).toMatchObject({ exitCode: 0 });
});

test('Ctrl-C ends it, and the same command goes on from there', async () => {
  const state = join(dir, 'state.db');
  await world.damage('p', 1);
  const stopped = await run([...tables(), '--state', state, '--rcu', '0.001'], async (kill) => {
    await vi.waitFor(() => statSync(state), { timeout: 20_000, interval: 20 });
    kill('SIGINT');
  });
  expect(stopped).toMatchObject({
    exitCode: 130,
    stderr: expect.stringMatching(/^audit: interrupted; [^\n]+\n$/),
  });
  const finished = await run([...tables(), '--state', state]);
  expect(finished.stdout).toMatch(/p +4 +3 +\+1\n/);
  expect(finished.exitCode).toBe(1);
  expect(statSync(state, { throwIfNoEntry: false })).toBeUndefined();
});

test('what cannot be asked for is one line and exit code 2', async () => {
  const file = join(dir, 'file.json');
  writeFileSync(file, '{}');
  for (const [args, reason] of [
    [[], /say which tables/],
    [['--adore'], /--adore/],
    [[...tables(), '--repair', '--rebuild'], /choose one/],
    [[...tables(), '--repair', '--passes', '1'], /second confirms/],
    [[...tables(), '--rcu', '0'], /--rcu must be a number above 0/],
    [['--url', 'ftp://x'], /not an http/],
    [['--url', 'http://127.0.0.1:1', '--endpoint', endpoint], /leave out/],
    [['--url', 'http://127.0.0.1:1'], /is not a running local cloud/],
    [['--url', endpoint], /is not a running local cloud/],
    [['--outputs', file], /names no CountersTable/],
    [['--outputs', join(dir, 'none')], /ENOENT/],
    [[...tables(), '--state', file], /--state .* not a database/],
    [['--endpoint', 'http://127.0.0.1:1', ...tables().slice(2)], /cannot be reached/],
    [[...tables().slice(0, 4), '--likes-table', 'none'], /not found/],
  ] as [string[], RegExp][]) {
    const { exitCode, stderr, stdout } = await run(args);
    expect([stderr, exitCode, stdout]).toEqual([expect.stringMatching(/^audit: [^\n]+\n$/), 2, '']);
    expect(stderr).toMatch(reason);
  }
});
