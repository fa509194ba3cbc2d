// Reads the whole body of a request, up to a bound.

import type { IncomingMessage } from 'node:http';

/** Returns `too-large` once the body is over the bound. Rejects if the client goes away. */
export function readRequest(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
    });
    request.on('end', () => resolve(bytes > maxBytes ? 'too-large' : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
