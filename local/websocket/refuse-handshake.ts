// Decides whether a request may become a connection, before any function is asked.

import type { IncomingMessage } from 'node:http';
import { headSize, MAX_HEAD_BYTES } from '../gateway/head-size.ts';
import { readDomainName } from '../gateway/domain-name.ts';
import { isOwnHost } from '../guard/own-address.ts';

export interface Refusal {
  readonly statusCode: number;
  readonly message: string;
}

const BAD_REQUEST: Refusal = { statusCode: 400, message: 'Bad Request' };
const FOREIGN_HOST: Refusal = {
  statusCode: 403,
  message: 'The local cloud answers only under the name of this machine: 127.0.0.1, localhost or [::1].',
};
const FOREIGN_PAGE: Refusal = {
  statusCode: 403,
  message: 'The local cloud does not answer pages of this origin.',
};
const HEAD_TOO_LARGE: Refusal = { statusCode: 431, message: 'Request Header Fields Too Large' };

/** A key is 16 bytes in Base64. source: RFC 6455, 4.1 */
const KEY = /^[+/0-9A-Za-z]{22}==$/;
const VERSIONS = ['8', '13'];
/** Sub-protocols are tokens of HTTP, separated by commas. */
const PROTOCOLS = /^[!#$%&'*+\-.^_`|~\w]+(?:[ \t]*,[ \t]*[!#$%&'*+\-.^_`|~\w]+)*$/;

/**
 * Returns why the handshake is refused, or undefined. API Gateway would serve the pages of any origin.
 *
 * @param allowsPage whether a page of this origin may connect. A browser names the origin in every handshake.
 */
export function refuseHandshake(
  request: IncomingMessage,
  allowsPage: (origin: string) => boolean,
): Refusal | undefined {
  const { method, headers } = request;
  if (readDomainName(request) === undefined) return BAD_REQUEST;
  if (!isOwnHost(request)) return FOREIGN_HOST;
  if (headers.origin !== undefined && !allowsPage(headers.origin)) return FOREIGN_PAGE;
  if (headSize(request) > MAX_HEAD_BYTES) return HEAD_TOO_LARGE;
  const protocols = headers['sec-websocket-protocol'];
  const isHandshake =
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    KEY.test(headers['sec-websocket-key'] ?? '') &&
    VERSIONS.includes(headers['sec-websocket-version'] ?? '') &&
    (protocols === undefined || hasDistinctProtocols(protocols));
  return isHandshake ? undefined : BAD_REQUEST;
}

function hasDistinctProtocols(header: string): boolean {
  const protocols = header.split(',').map((protocol) => protocol.trim());
  return PROTOCOLS.test(header) && new Set(protocols).size === protocols.length;
}
