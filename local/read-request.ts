// Reads the whole body of a request, up to a bound.

import type { IncomingMessage } from 'node:http';

/** Returns `too-large` once the body is over the bound. Rejects if the client goes away. */
export async function readRequest(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  return bytes > maxBytes ? 'too-large' : Buffer.concat(chunks);
}
