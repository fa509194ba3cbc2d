import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { makeAccountConcurrency } from '../../../local/lambda/account-concurrency.ts';
import {
  createLambdaFunction,
  type LambdaFunction,
  type LambdaFunctionOptions,
} from '../../../local/lambda/function.ts';

const HANDLERS = `
let invocations = 0;
export const echo = async (event, context) => ({ event, invocations: ++invocations, name: context.functionName });
export const env = async () => process.env;
export const nothing = async () => {};
export const fails = async () => { throw new RangeError('too much'); };
export const hangs = () => { for (;;); };
export const waits = (event) => new Promise((resolve) => setTimeout(() => resolve(event), event.ms));
export const exits = () => process.exit(3);
export const crashes = () => new Promise(() => setTimeout(() => { throw new Error('later'); }));
export const hoards = () => { const all = []; for (;;) all.push(new Array(1e5).fill({}).map(() => ({ a: [1] }))); };
export const logs = async () => console.log('hello');
export const remaining = async (event, context) => context.getRemainingTimeInMillis();
`;

let codeDir: string;
const functions: LambdaFunction[] = [];
const lines: string[] = [];

beforeAll(async () => {
  codeDir = await mkdtemp(join(tmpdir(), 'function-'));
  await writeFile(join(codeDir, 'index.mjs'), HANDLERS);
  await writeFile(join(codeDir, 'broken.mjs'), 'throw new TypeError("cannot start");');
});

afterEach(async () => {
  await Promise.all(functions.splice(0).map((each) => each.close()));
  lines.length = 0;
});

afterAll(() => rm(codeDir, { recursive: true }));

function create(handler: string, options: Partial<LambdaFunctionOptions> = {}): LambdaFunction {
  const created = createLambdaFunction({
    name: 'test',
    codeDir,
    handler,
    environment: { AWS_REGION: 'us-east-1', GREETING: 'hello' },
    timeoutMs: 5_000,
    memoryMb: 64,
    maxConcurrency: 2,
    log: (line) => lines.push(line),
    ...options,
  });
  functions.push(created);
  return created;
}

test('an invocation that takes too long ends its environment, and the next one gets another', async () => {
  const hanging = create('index.hangs', { timeoutMs: 100 });
  expect(await hanging.invoke('{}')).toEqual({ status: 'timeout' });
  const waiting = create('index.waits', { timeoutMs: 100 });
  expect(await waiting.invoke('{"ms":60000}')).toEqual({ status: 'timeout' });
  expect(await waiting.invoke('{"ms":0}')).toEqual({ status: 'ok', payloadJson: '{"ms":0}' });
});

test.each([
  ['index.exits', 'Runtime.ExitError', /exit code 3/],
  ['index.crashes', 'Runtime.ExitError', /later/],
  ['index.hoards', 'Runtime.ExitError', /memory/],
])('%s ends in a function error', async (handler, errorType, errorMessage) => {
  const crashing = create(handler, { memoryMb: 16 });
  const expected = {
    status: 'function-error',
    errorType,
    errorMessage: expect.stringMatching(errorMessage) as string,
  };
  expect(await crashing.invoke('{}')).toEqual(expected);
  expect(await crashing.invoke('{}')).toEqual(expected);
});

test('an error that a handler throws is reported by name and message, and logged', async () => {
  expect(await create('index.fails').invoke('{}')).toEqual({
    status: 'function-error',
    errorType: 'RangeError',
    errorMessage: 'too much',
  });
  expect(lines.join('\n')).toMatch(/^test: ERROR RangeError: too much\n +at /);
});

test.each([
  ['broken.handler', 'TypeError', 'cannot start'],
  ['index.missing', 'Runtime.HandlerNotFound', 'missing is not a function'],
  ['absent.handler', 'Error', 'absent.mjs'],
])('a module that cannot start fails every invocation: %s', async (handler, errorType, message) => {
  const broken = create(handler);
  for (const _ of [1, 2]) {
    expect(await broken.invoke('{}')).toEqual({
      status: 'function-error',
      errorType,
      errorMessage: expect.stringContaining(message) as string,
    });
  }
});

test('a handler in CommonJS is found, too', async () => {
  await writeFile(join(codeDir, 'old.js'), 'exports.handler = async () => "old";');
  expect(await create('old.handler').invoke('{}')).toEqual({ status: 'ok', payloadJson: '"old"' });
});

test('an environment runs one invocation at a time and is used again', async () => {
  const echo = create('index.echo', { maxConcurrency: 1 });
  const results = await Promise.all([1, 2, 3].map((number) => echo.invoke(JSON.stringify({ number }))));
  expect(results.map((result) => result.status === 'ok' && JSON.parse(result.payloadJson))).toEqual(
    [1, 2, 3].map((number) => ({ event: { number }, invocations: number, name: 'test' })),
  );
});

test('an environment that is idle for a while is ended', async () => {
  const invocationsAfterAPause = async (idleMs: number) => {
    const echo = create('index.echo', { idleMs });
    await echo.invoke('{}');
    // Timers of one length fire in the order in which they were set.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const result = await echo.invoke('{}');
    return result.status === 'ok' && (JSON.parse(result.payloadJson) as { invocations: number }).invocations;
  };
  expect(await invocationsAfterAPause(0)).toBe(1);
  expect(await invocationsAfterAPause(60_000)).toBe(2);
});

test('beyond its part of the concurrency an invocation is throttled and told', async () => {
  const throttled = vi.fn();
  const concurrencyPart = makeAccountConcurrency(1_000, 1, Date.now).addFunction(1);
  const waiting = create('index.waits', {
    concurrencyPart,
    observer: { started() {}, ended() {}, throttled },
  });
  const first = waiting.invoke('{"ms":50}');
  expect(await waiting.invoke('{"ms":0}')).toEqual({ status: 'throttled' });
  expect(await first).toMatchObject({ status: 'ok' });
  expect(await waiting.invoke('{"ms":0}')).toMatchObject({ status: 'ok' });
  expect(throttled).toHaveBeenCalledOnce();
});

test('a function sees its declared variables and those of Lambda, but none of this machine', async () => {
  vi.stubEnv('SECRET_OF_THE_HOST', 'x');
  const result = await create('index.env').invoke('{}');
  const env = result.status === 'ok' && (JSON.parse(result.payloadJson) as Record<string, string>);
  expect(env).toMatchObject({ GREETING: 'hello', AWS_LAMBDA_FUNCTION_NAME: 'test', _HANDLER: 'index.env' });
  expect(env).not.toHaveProperty('SECRET_OF_THE_HOST');
  expect(env).not.toHaveProperty('PATH');
});

test('a handler that returns nothing has the result null', async () => {
  expect(await create('index.nothing').invoke('{}')).toEqual({ status: 'ok', payloadJson: 'null' });
});

test('the context says how much time is left', async () => {
  const result = await create('index.remaining').invoke('{}');
  const remainingMs = result.status === 'ok' ? Number(result.payloadJson) : Number.NaN;
  expect(remainingMs).toBeGreaterThan(0);
  expect(remainingMs).toBeLessThanOrEqual(5_000);
});

test('a line that a function prints is logged with its name', async () => {
  await create('index.logs').invoke('{}');
  await vi.waitFor(() => expect(lines).toEqual(['test: hello']));
});

test('closing ends the invocations that run and those that wait', async () => {
  const waiting = create('index.waits', { maxConcurrency: 1 });
  const results = [waiting.invoke('{"ms":60000}'), waiting.invoke('{"ms":60000}')];
  await waiting.close();
  for (const result of await Promise.all(results)) expect(result.status).toBe('function-error');
  expect(await waiting.invoke('{}')).toMatchObject({ status: 'function-error' });
});
