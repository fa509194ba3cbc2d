import { type IncomingMessage, request } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { makeTokenBucket } from '../../../local/gateway/token-bucket.ts';
import { startTestGateway } from './test-gateway.ts';

const MAX_BODY_BYTES = 10 * 1024 * 1024;

describe('a body', () => {
  test('over 10 MB is answered with 413 and reaches no function', async () => {
    const gateway = await startTestGateway();
    const body = Buffer.alloc(MAX_BODY_BYTES + 1);
    const reply = await gateway.send('POST', '/', { body });
    expect(reply).toMatchObject({ status: 413, body: '{"message":"Request Entity Too Large"}' });
    expect(gateway.events).toEqual([]);
  });

  test('over 10 MB without a declared length is refused while it comes in', async () => {
    const gateway = await startTestGateway();
    const chunked = { 'transfer-encoding': 'chunked' };
    const reply = await gateway.send('POST', '/', {
      headers: chunked,
      body: Buffer.alloc(MAX_BODY_BYTES + 1),
    });
    expect(reply.status).toBe(413);
    expect(gateway.events).toEqual([]);
  });

  test('with a declared length over 10 MB is refused at once', async () => {
    const gateway = await startTestGateway();
    const sending = request(gateway.url, {
      method: 'POST',
      headers: { 'content-length': MAX_BODY_BYTES + 1 },
    });
    sending.on('error', () => {});
    sending.flushHeaders();
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    sending.destroy();
  });

  test('of 10 MB is passed on whole', async () => {
    const gateway = await startTestGateway();
    const body = Buffer.alloc(MAX_BODY_BYTES, 'a');
    const headers = { 'content-type': 'text/plain' };
    expect((await gateway.send('POST', '/', { headers, body })).status).toBe(200);
    expect(gateway.events[0]?.body).toHaveLength(MAX_BODY_BYTES);
  });
});

describe('the request line and the headers', () => {
  /** A request whose request line and headers have this many bytes together. */
  const sendHead = async (bytes: number, part: 'target' | 'header') => {
    const gateway = await startTestGateway();
    const { hostname, port, host } = new URL(gateway.url);
    const head = (target: string, padding: string) =>
      `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nX-Padding: ${padding}\r\nConnection: close\r\n`;
    const rest = bytes - head('/', '').length;
    const text = part === 'target' ? head(`/${'x'.repeat(rest)}`, '') : head('/', 'x'.repeat(rest));
    expect(Buffer.byteLength(text)).toBe(bytes);
    const socket = connect(Number(port), hostname);
    socket.end(`${text}\r\n`);
    return { answer: await readText(socket), events: gateway.events };
  };

  test.each(['target', 'header'] as const)(
    'of more than 10,240 bytes are answered with 431 and reach no function: %s',
    async (part) => {
      const { answer, events } = await sendHead(10_241, part);
      expect(answer).toMatch(/^HTTP\/1\.1 431 /);
      expect(answer).toContain('{"message":"Request Header Fields Too Large"}');
      expect(events).toEqual([]);
    },
  );

  test.each(['target', 'header'] as const)('of 10,240 bytes are passed on: %s', async (part) => {
    const { answer, events } = await sendHead(10_240, part);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(events).toHaveLength(1);
  });

  test('of more than Node itself takes are answered with 431 too', async () => {
    const { answer, events } = await sendHead(40_000, 'target');
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(events).toEqual([]);
  });
});

describe('throttling', () => {
  test('answers 429 beyond the burst, and lets pass again what the rate allows', async () => {
    let nowMs = 1_000;
    const throttling = { requestsPerSecond: 10, burstRequests: 2 };
    const gateway = await startTestGateway({ throttling, now: () => nowMs });
    const statuses = async (requests: number) => {
      const replies = [];
      for (let sent = 0; sent < requests; sent++) replies.push((await gateway.send('GET', '/')).status);
      return replies;
    };
    expect(await statuses(3)).toEqual([200, 200, 429]);
    expect((await gateway.send('GET', '/')).body).toBe('{"message":"Too Many Requests"}');
    nowMs += 100;
    expect(await statuses(2)).toEqual([200, 429]);
    expect(gateway.events).toHaveLength(3);
  });

  test('counts neither requests without a route nor preflights', async () => {
    const throttling = { requestsPerSecond: 1, burstRequests: 1 };
    const cors = { allowOrigins: ['https://a.example'] };
    const routes = { 'GET /': () => ({ statusCode: 200 }) };
    const gateway = await startTestGateway({ throttling, cors, routes, now: () => 0 });
    const preflight = { origin: 'https://a.example', 'access-control-request-method': 'GET' };
    expect((await gateway.send('GET', '/none')).status).toBe(404);
    expect((await gateway.send('OPTIONS', '/', { headers: preflight })).status).toBe(204);
    expect((await gateway.send('GET', '/')).status).toBe(200);
    expect((await gateway.send('GET', '/')).status).toBe(429);
  });

  test('never saves up more than the burst, and works when the clock is set back', () => {
    let nowMs = 0;
    const bucket = makeTokenBucket({ requestsPerSecond: 1_000, burstRequests: 3 }, () => nowMs);
    const takeAll = () => {
      let taken = 0;
      while (bucket.take()) taken += 1;
      return taken;
    };
    expect(takeAll()).toBe(3);
    nowMs = 60_000;
    expect(takeAll()).toBe(3);
    nowMs = 0;
    expect(takeAll()).toBe(0);
    nowMs = 2;
    expect(takeAll()).toBe(2);
  });
});
