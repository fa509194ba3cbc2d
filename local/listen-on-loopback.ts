// Starts an HTTP server that only this machine can reach.

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalServer } from './local-server.ts';

/** How long requests under way may take once the server is closing. */
const CLOSE_GRACE_MS = 1_000;

export async function listenOnLoopback(server: Server, port = 0): Promise<LocalServer> {
  // Connections stay open until the server closes. At the default of 5 s a client could reuse one while it is being closed.
  server.keepAliveTimeout = 0;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      const giveUp = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
      await closed;
      clearTimeout(giveUp);
    },
  };
}
