// AWS is reached over TLS only. The certificate is the one that kinesis-local brings.

import { createRequire } from 'node:module';
import { Agent, createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { ACKNOWLEDGED } from '../misbehaving-server.ts';
import { connectLight } from '../puts-clients.ts';

const { server: PAIR } = createRequire(import.meta.url)('kinesis-local/server.json') as {
  server: { key: string; cert: string };
};
const RECORD = { StreamName: 'like-events', PartitionKey: 'ann', Data: Buffer.from('data') };

let server: Server;
let connections: number;
let requests: number;
beforeEach(async () => {
  connections = 0;
  requests = 0;
  server = createServer(PAIR, (request, response) => {
    requests++;
    request.resume().on('end', () => response.end(JSON.stringify(ACKNOWLEDGED)));
  });
  server.on('secureConnection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function connect(agent: Agent) {
  onTestFinished(() => agent.destroy());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return connectLight(url, {}, { agent }).puts;
}

test('a connection over TLS is used again, and replaced when the server has closed it', async () => {
  const puts = connect(new Agent({ keepAlive: true, maxSockets: 4, rejectUnauthorized: false }));
  for (let put = 0; put < 3; put++) expect(await puts.putRecord(RECORD)).toEqual(ACKNOWLEDGED);
  expect(connections).toBe(1);
  server.closeIdleConnections();
  expect(await puts.putRecord(RECORD)).toEqual(ACKNOWLEDGED);
  expect(connections).toBe(2);
});

test('a server whose certificate nobody has signed gets no record', async () => {
  const puts = connect(new Agent({ keepAlive: true }));
  await expect(puts.putRecord(RECORD)).rejects.toMatchObject({
    code: expect.stringMatching(/CERT|SIGNATURE|ALTNAME/) as string,
  });
  expect(requests).toBe(0);
});
