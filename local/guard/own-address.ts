// Tells whether a request was made to this server under a name that only this machine can give it. A page whose DNS name was
// rebound to 127.0.0.1 reaches the server too, but its requests carry that name as `Host`.

import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
/** Browsers leave out the default port of HTTP. */
const HTTP_PORT = 80;

function addressesOf(port: number | undefined): readonly string[] {
  const addresses = LOOPBACK_NAMES.map((name) => `${name}:${port}`);
  return port === HTTP_PORT ? [...addresses, ...LOOPBACK_NAMES] : addresses;
}

/** HTTP/1.0 may leave `Host` out. No browser does. */
export function isOwnHost({ headers: { host }, socket }: IncomingMessage): boolean {
  return !host || addressesOf(socket.localPort).includes(host.toLowerCase());
}

/** Returns true if the origin is the server itself, by any of its names. */
export const isOwnOrigin = (origin: string, { socket }: IncomingMessage): boolean =>
  isOriginOfPort(origin, socket.localPort);

/** Returns true if the origin is the server at this port, by any of its names. */
export const isOriginOfPort = (origin: string, port: number | undefined): boolean =>
  addressesOf(port).some((address) => origin === `http://${address}`);
