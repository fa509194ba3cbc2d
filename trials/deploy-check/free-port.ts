// Finds a port of this machine that nobody listens on.

import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { UsageError } from '../../command-line/usage-error.ts';

/** Returns the port, or any free port for 0. Throws a UsageError when the port is taken. */
export async function findFreePort(port: number): Promise<number> {
  const probe = createServer();
  probe.listen(port, '127.0.0.1');
  await once(probe, 'listening').catch((cause: unknown) => {
    throw new UsageError(`port ${port} is in use (${(cause as NodeJS.ErrnoException).code})`, { cause });
  });
  const found = (probe.address() as AddressInfo).port;
  await new Promise((closed) => probe.close(closed));
  return found;
}
