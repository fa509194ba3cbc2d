// Makes sure that only this machine reaches an emulator, because an emulator runs any code that it is sent.

import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Thrown when other machines can reach the port. */
export class OpenPortError extends Error {
  override readonly name = 'OpenPortError';
}

const TIMEOUT_MS = 1_000;

/** Rejects with an OpenPortError when the port is open on an address of this machine that is not loopback. */
export async function expectLoopbackOnly(port: number, addresses = outerAddresses()): Promise<void> {
  for (const address of addresses)
    if (await isOpen(address, port))
      throw new OpenPortError(`port ${port} is open on ${address}: other machines can reach it`);
}

const outerAddresses = () =>
  Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);

async function isOpen(address: string, port: number): Promise<boolean> {
  const socket = connect({ host: address, port, signal: AbortSignal.timeout(TIMEOUT_MS) });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
