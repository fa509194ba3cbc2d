// What callers can see of a stream that fails must be the same with both clients.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { connect as connectSocket } from 'node:net';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  acknowledge,
  ACKNOWLEDGED,
  answer,
  type MisbehavingServer,
  neverAnswer,
  reset,
  startMisbehavingServer,
} from './misbehaving-server.ts';
import { type Connected, implementations, type Limits } from './puts-clients.ts';

const RECORD = { StreamName: 'like-events', PartitionKey: 'é😀"\u2028', Data: Buffer.from('data') };

let server: MisbehavingServer;
beforeEach(async () => {
  server = await startMisbehavingServer();
});
afterEach(() => server.close());

async function failureOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('it did not fail', { cause: error });
  return error as Error & Record<string, unknown>;
}

describe.each(implementations)('records put by %s', (_, connect) => {
  function connectTo(url: string, limits?: Limits): Connected['puts'] {
    const { puts, close } = connect(url, limits);
    onTestFinished(close);
    return puts;
  }
  const put = (limits?: Limits) => connectTo(server.url, limits).putRecord(RECORD);

  test.each([
    'ProvisionedThroughputExceededException',
    'KMSThrottlingException',
    'ResourceNotFoundException',
  ])('are refused with the name %s', async (name) => {
    server.follow(answer(400, { __type: name, message: 'no' }));
    expect(await failureOf(put())).toMatchObject({ name, $fault: 'client' });
  });

  test('are refused with a name that has a namespace, or that stands in a header', async () => {
    server.follow(answer(400, { __type: 'com.amazonaws.kinesis#ThrottlingException' }));
    expect(await failureOf(put())).toMatchObject({ name: 'ThrottlingException' });
    const type = 'LimitExceededException:http://internal.amazon.com/coral/';
    server.follow(answer(400, { message: 'no' }, { 'x-amzn-errortype': type }));
    expect(await failureOf(put())).toMatchObject({ name: 'LimitExceededException' });
  });

  test.each([500, 503])('fail on the side of the server with status %i', async (status) => {
    server.follow(answer(status, { __type: 'InternalFailure' }));
    expect(await failureOf(put())).toMatchObject({ name: 'InternalFailure', $fault: 'server' });
  });

  test.each([
    ['a proxy answers with HTML', answer(502, '<html>Bad Gateway</html>')],
    ['a success is no JSON', answer(200, '{"SequenceNumber":')],
    ['the connection is reset', reset],
    [
      'the answer breaks off',
      (response) =>
        void (response.writeHead(200, { 'content-length': 99 }),
        response.write('{"', () => response.destroy())),
    ],
  ] satisfies [string, Parameters<MisbehavingServer['follow']>[0]][])(
    'fail, but not for good, when %s',
    async (__, script) => {
      server.follow(script);
      expect(await failureOf(put())).not.toMatchObject({ $fault: 'client' });
    },
  );

  test('fail with a TimeoutError when no answer comes', async () => {
    server.follow(neverAnswer);
    expect(await failureOf(put({ requestTimeoutMs: 100 }))).toMatchObject({ name: 'TimeoutError' });
  });

  test('fail with a TimeoutError when no connection comes about', async () => {
    const limits = { connectTimeoutMs: 100 };
    const puts = connectTo(await startSilentPort(), limits);
    expect(await failureOf(puts.putRecord(RECORD))).toMatchObject({ name: 'TimeoutError' });
  });

  test('fail with the code of the system when nobody listens', async () => {
    await server.close();
    expect(await failureOf(put())).toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('end with an AbortError when the signal is aborted, before or while they are sent', async () => {
    server.follow(neverAnswer);
    const puts = connectTo(server.url);
    expect(await failureOf(puts.putRecord(RECORD, AbortSignal.abort()))).toMatchObject({
      name: 'AbortError',
    });
    expect(server.requests).toHaveLength(0);
    const time = new AbortController();
    const sent = failureOf(puts.putRecord(RECORD, time.signal));
    await vi.waitUntil(() => server.requests.length === 1);
    time.abort();
    expect(await sent).toMatchObject({ name: 'AbortError' });
  });

  test.each([
    ['throttled', answer(400, { __type: 'ThrottlingException' })],
    ['answered with 500', answer(500, { __type: 'InternalFailure' })],
    ['answered with 503', answer(503, '')],
    ['reset', reset],
  ])('are put by the second attempt when the first one is %s', async (__, script) => {
    server.follow(script, acknowledge);
    expect(await put({ maxAttempts: 2 })).toMatchObject(ACKNOWLEDGED);
    expect(server.requests).toHaveLength(2);
  });

  test('are put by the second attempt when the first one is never answered', async () => {
    server.follow(neverAnswer, acknowledge);
    // The second attempt has as little time, on a machine that may be slow. So there are more of them.
    expect(await put({ maxAttempts: 20, requestTimeoutMs: 100 })).toMatchObject(ACKNOWLEDGED);
    expect(server.requests.length).toBeGreaterThan(1);
  });

  test('are not sent again when Kinesis refuses them, or after the last attempt', async () => {
    server.follow(answer(400, { __type: 'ResourceNotFoundException' }));
    await failureOf(put({ maxAttempts: 2 }));
    expect(server.requests).toHaveLength(1);
    server.follow(answer(500, { __type: 'InternalFailure' }));
    await failureOf(put({ maxAttempts: 2 }));
    expect(server.requests).toHaveLength(3);
  });

  test('are put in spite of a clock that is wrong, once an answer has told the time', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    server.follow(answer(400, { __type: 'InvalidSignatureException' }, { date }), acknowledge);
    expect(await put({ maxAttempts: 2 })).toMatchObject(ACKNOWLEDGED);
    const hourOf = (index: number) => String(server.requests[index]?.headers['x-amz-date']).slice(0, 11);
    expect(hourOf(0)).not.toBe(hourOf(1));
  });

  test.each(['', '/', '/base', '/base/'])('go to the path of the endpoint %j', async (path) => {
    await connectTo(server.url + path).putRecord(RECORD);
    expect(server.requests[0]?.url).toBe({ '': '/', '/': '/', '/base': '/base/', '/base/': '/base/' }[path]);
  });
});

/** Returns the URL of a port where the system takes no further connection: its queue is full, and nobody takes from it. */
async function startSilentPort(): Promise<string> {
  const listenAndBlock = `
    const { parentPort } = require('node:worker_threads');
    const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const worker = new Worker(listenAndBlock, { eval: true });
  onTestFinished(async () => void (await worker.terminate()));
  const [port] = (await once(worker, 'message')) as [number];
  for (let waiting = 0; waiting < 4; waiting++) {
    const socket = connectSocket(port, '127.0.0.1').on('error', () => {});
    onTestFinished(() => void socket.destroy());
  }
  return `http://127.0.0.1:${port}`;
}
