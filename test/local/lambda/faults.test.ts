// Each fault must really happen at the request that it names. A chaos run whose faults do nothing would prove nothing.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createLambdaFunction, type LambdaFunction } from '../../../local/lambda/function.ts';
import type { InvocationFault } from '../../../local/lambda/invocation-fault.ts';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import type { LocalServer } from '../../../local/local-server.ts';

// The function sends its requests one after the other and returns how many were answered.
const HANDLER = `
import { Agent, request } from 'node:http';
const agent = new Agent({ keepAlive: true });
const call = (url, path) => new Promise((resolve, reject) => {
  const sent = request(url + path, { agent, method: 'POST' }, (answer) => answer.resume().on('end', resolve));
  sent.on('error', reject).end('body');
});
export const handler = async ({ url, requests }) => {
  for (let number = 1; number <= requests; number++) await call(url, '/' + number);
  return requests;
};
`;

let codeDir: string;
let http: Server;
let server: LocalServer;
let counting: LambdaFunction;
let fault: InvocationFault | undefined;
const received: string[] = [];
const seen: [name: string, payloadJson: string, result: InvokeResult][] = [];

beforeAll(async () => {
  codeDir = await mkdtemp(join(tmpdir(), 'faults-'));
  await writeFile(join(codeDir, 'index.mjs'), HANDLER);
  http = createServer((request, response) => {
    received.push(request.url ?? '');
    response.end();
  });
  server = await listenOnLoopback(http);
});

afterAll(async () => {
  await server.close();
  await rm(codeDir, { recursive: true });
});

afterEach(async () => {
  await counting.close();
  received.length = 0;
  seen.length = 0;
  fault = undefined;
});

const payload = () => JSON.stringify({ url: server.url, requests: 4 });
const ok: InvokeResult = { status: 'ok', payloadJson: '4' };
const allFour = ['/1', '/2', '/3', '/4'];

function create(timeoutMs = 10_000): void {
  counting = createLambdaFunction({
    name: 'counting',
    codeDir,
    handler: 'index.handler',
    environment: {},
    timeoutMs,
    memoryMb: 64,
    maxConcurrency: 2,
    log: () => {},
    watch: (name, payloadJson) => ({ fault, ended: (result) => void seen.push([name, payloadJson, result]) }),
  });
}

async function invokeWith(kind: InvocationFault['kind'], step: number, freezeMs = 0): Promise<InvokeResult> {
  fault = { kind, step, freezeMs };
  const result = await counting.invoke(payload());
  fault = undefined;
  return result;
}

const countConnections = () =>
  new Promise<number>((resolve, reject) =>
    http.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

const killed = { status: 'function-error', errorType: 'Runtime.ExitError' };

test('an environment that is killed before request 3 never sends it', async () => {
  create();
  expect(await invokeWith('killed-before', 3)).toMatchObject(killed);
  expect(received).toEqual(['/1', '/2']);
});

test('an environment that is killed after request 3 had its answer, and sends nothing more', async () => {
  create();
  expect(await invokeWith('killed-after', 3)).toMatchObject(killed);
  expect(received).toEqual(['/1', '/2', '/3']);
});

test('an environment that hangs at request 3 is ended by the timeout of the function', async () => {
  create(500);
  expect(await invokeWith('hang', 3)).toEqual({ status: 'timeout' });
  expect(received).toEqual(['/1', '/2']);
});

test('an environment that becomes a zombie at request 3 is reported at once, and goes on while others work', async () => {
  create();
  expect(await invokeWith('zombie', 3, 300)).toEqual({ status: 'timeout' });
  expect(received).toEqual(['/1', '/2']);
  expect(await counting.invoke(payload())).toEqual(ok);
  await vi.waitFor(() => expect(received.toSorted()).toEqual([...allFour, ...allFour].toSorted()));
});

test('closing the function ends its zombies', async () => {
  create();
  await invokeWith('zombie', 3, 60_000);
  expect(await countConnections()).toBe(1);
  await counting.close();
  // A thread that has ended has no open connections.
  await vi.waitFor(async () => expect(await countConnections()).toBe(0));
});

test.each(['killed-before', 'killed-after', 'zombie'] as const)(
  '%s at a request that never comes happens after all the work, and nobody gets the result',
  async (kind) => {
    create();
    expect(await invokeWith(kind, 9)).not.toMatchObject({ status: 'ok' });
    expect(received).toEqual(allFour);
  },
);

test('the environment of an invocation without a fault lives on, and the watcher sees every invocation', async () => {
  create();
  expect(await counting.invoke(payload())).toEqual(ok);
  expect(await invokeWith('killed-after', 1)).toMatchObject(killed);
  expect(await counting.invoke(payload())).toEqual(ok);
  expect(seen).toEqual([
    ['counting', payload(), ok],
    ['counting', payload(), expect.objectContaining(killed)],
    ['counting', payload(), ok],
  ]);
});
