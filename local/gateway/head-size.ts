// Measures the part of a request before its body.

import type { IncomingMessage } from 'node:http';

/**
 * API Gateway refuses a request whose request line and headers are larger. The quota speaks of "header values"; counting the
 * names and separators too is the stricter reading.
 * source: API Gateway quotas for HTTP APIs, "Total combined size of request line and header values"
 */
export const MAX_HEAD_BYTES = 10_240;

/** Returns the bytes of the request line and the header lines. Node decodes each byte to one character. */
export function headSize({ method = '', url = '', httpVersion, rawHeaders }: IncomingMessage): number {
  const requestLine = `${method} ${url} HTTP/${httpVersion}\r\n`.length;
  // Each header line has ": " and a line end, so each of its two texts brings two bytes more.
  return rawHeaders.reduce((bytes, text) => bytes + text.length + 2, requestLine);
}
