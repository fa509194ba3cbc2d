// The host of LocalStack's functions, asked over HTTP as the plugin asks it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalServer } from '../../../../local/local-server.ts';
import { startFunctionHost } from '../../../../trials/deploy-check/localstack/function-host.ts';

const HANDLERS = `
exports.echo = async (event) => { console.log('hello'); return { event, greeting: process.env.GREETING }; };
exports.throws = async () => { throw new RangeError('too much'); };
exports.hangs = async ({ hang }) => (hang ? new Promise(() => setInterval(() => {}, 1000)) : 'well');
exports.exits = async ({ exit }) => (exit ? process.exit(1) : 'well');
`;

let dir: string;
let host: LocalServer;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'function-host-'));
  writeFileSync(join(dir, 'index.js'), HANDLERS);
  host = await startFunctionHost(join(dir, 'functions.log'));
});
afterAll(async () => {
  await host.close();
  rmSync(dir, { recursive: true });
});

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(host.url + path, { method, ...(body && { body: JSON.stringify(body) }) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const start = (handler: string) =>
  call('PUT', `/environments/${handler}`, {
    name: 'test',
    codeDir: dir,
    handler: `index.${handler}`,
    environment: { GREETING: 'hi' },
    timeoutMs: 1_000,
    memoryMb: 64,
  });

async function invoke(handler: string, event: object) {
  const payloadJson = JSON.stringify(event);
  const { body } = await call('POST', `/environments/${handler}/invocations/one`, { payloadJson });
  return { isError: body['isError'], payload: JSON.parse(String(body['payloadJson'])) as unknown };
}

test('a function gets its event and its variables', async () => {
  await start('echo');
  const payload = { event: { a: 1 }, greeting: 'hi' };
  expect(await invoke('echo', { a: 1 })).toEqual({ isError: false, payload });
});

test('what a function prints is in the logs of an invocation and in the log of the host', async () => {
  await start('echo');
  let logs = '';
  while (!logs.includes('hello')) {
    const { body } = await call('POST', '/environments/echo/invocations/one', { payloadJson: '{}' });
    logs = String(body['logs']);
  }
  expect(logs).toMatch(/^START RequestId: one\n(hello\n)+END RequestId: one$/);
  expect(readFileSync(join(dir, 'functions.log'), 'utf8')).toContain('test: hello\n');
});

test('an error is answered as Lambda answers it', async () => {
  await start('throws');
  const payload = { errorType: 'RangeError', errorMessage: 'too much' };
  expect(await invoke('throws', {})).toEqual({ isError: true, payload });
});

test('a timeout is an error, and the next invocation gets a new environment', async () => {
  await start('hangs');
  expect(await invoke('hangs', { hang: true })).toEqual({
    isError: true,
    payload: {
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: one Error: Task timed out after 1.00 seconds',
    },
  });
  expect(await invoke('hangs', {})).toEqual({ isError: false, payload: 'well' });
});

test('a crash is an error, and the next invocation gets a new environment', async () => {
  await start('exits');
  expect(await invoke('exits', { exit: true })).toMatchObject({
    isError: true,
    payload: { errorType: 'Runtime.ExitError' },
  });
  expect(await invoke('exits', {})).toEqual({ isError: false, payload: 'well' });
});

test('an environment that was deleted, or never made, takes no invocation', async () => {
  await start('echo');
  expect((await call('DELETE', '/environments/echo')).status).toBe(200);
  expect((await call('POST', '/environments/echo/invocations/one', { payloadJson: '{}' })).status).toBe(404);
});

test('nobody who does not know the address can run code', async () => {
  const { origin } = new URL(host.url);
  const answer = await fetch(`${origin}/guess/environments/mine`, { method: 'PUT', body: '{}' });
  expect(answer.status).toBe(404);
});

test('a request that is malformed is an error, and the host goes on', async () => {
  const answer = await fetch(`${host.url}/environments/mine`, { method: 'PUT', body: '{' });
  expect(answer.status).toBe(500);
  await start('echo');
  expect((await invoke('echo', {})).isError).toBe(false);
});
