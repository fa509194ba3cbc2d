import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { expectLoopbackOnly } from '../../../trials/deploy-check/loopback-only.ts';

// All of 127.0.0.0/8 is this machine: 127.0.0.2 stands in for an address that others reach.
const OUTER = ['127.0.0.2'];

async function listenOn(host: string) {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, server };
}

test('a server on loopback is well', async () => {
  const { port, server } = await listenOn('127.0.0.1');
  await expect(expectLoopbackOnly(port, OUTER)).resolves.toBeUndefined();
  server.close();
});

test('a server on every interface is an error that names the address', async () => {
  const { port, server } = await listenOn('0.0.0.0');
  await expect(expectLoopbackOnly(port, OUTER)).rejects.toThrow(
    `port ${port} is open on 127.0.0.2: other machines can reach it`,
  );
  server.close();
});
