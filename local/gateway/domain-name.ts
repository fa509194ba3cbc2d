// Reads the name by which a client calls the gateway.

import type { IncomingMessage } from 'node:http';

/** Returns the name with its port, or undefined if it is malformed. HTTP/1.0 may leave it out. */
export function readDomainName({ headers: { host }, socket }: IncomingMessage): string | undefined {
  if (!host) return socket.localAddress;
  return /^[^\s/?#@\\]+$/.test(host) && URL.canParse(`http://${host}`) ? host : undefined;
}
