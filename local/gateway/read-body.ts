// Reads the body of a request, up to the size that API Gateway allows.

import type { IncomingMessage } from 'node:http';

// source: API Gateway quotas for HTTP APIs, payload size
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** Returns the body, undefined if there is none, or `too-large`. Rejects if the client goes away. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined | 'too-large'> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return undefined;
  if (Number(length) > MAX_BODY_BYTES) return 'too-large';
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) resolve('too-large');
      else chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(bytes === 0 ? undefined : chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on('error', reject);
  });
}
