// Reads the token of a WebSocket handshake. A browser sets no header of one, and a query would be logged, so the token is the second
// of the two sub-protocols that the page offers.

/** The sub-protocol that is spoken, and the header that names it. */
export const LIVE_PROTOCOL = 'likes.v1';
export const PROTOCOL_HEADER = 'Sec-WebSocket-Protocol';

/** @returns the token, `no-token` when there is none, and `other-protocol` when the page does not offer ours first */
export function readProtocols(
  headers: Readonly<Record<string, string | undefined>> = {},
): { readonly token: string } | 'no-token' | 'other-protocol' {
  const name = Object.keys(headers).find((it) => it.toLowerCase() === PROTOCOL_HEADER.toLowerCase());
  const offered = (name === undefined ? '' : (headers[name] ?? '')).split(',', 3).map((it) => it.trim());
  const [protocol, token] = offered;
  if (protocol === '') return 'no-token';
  if (protocol !== LIVE_PROTOCOL || offered.length > 2) return 'other-protocol';
  return token ? { token } : 'no-token';
}
