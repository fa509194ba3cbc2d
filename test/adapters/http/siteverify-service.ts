// A small siteverify, as Cloudflare documents it: a token is good once, the same idempotency key gets the same answer again, and the
// secret must be right. It fails as it is told to.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Failure = 'stall' | 'reset' | { readonly status: number; readonly body?: string };

export interface SiteverifyService {
  readonly url: string;
  /** What the service was asked, in order. */
  readonly asked: URLSearchParams[];
  /** Tokens that are good and were not used. */
  readonly good: Set<string>;
  /** How the next requests fail, one each. The answer to `lost` is made, and does not arrive. */
  readonly failures: (Failure | 'lost')[];
  close(): Promise<void>;
}

export const SECRET = 'site-secret';

export async function startSiteverify(): Promise<SiteverifyService> {
  const answers = new Map<string, object>();
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const sent = new URLSearchParams(text);
      service.asked.push(sent);
      const failure = service.failures.shift();
      if (failure === 'stall') return;
      if (typeof failure === 'object') {
        response.writeHead(failure.status).end(failure.body ?? '');
        return;
      }
      // An answer that is lost has been made.
      const answer = failure === 'reset' ? undefined : judge(sent);
      if (failure) request.socket.destroy();
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });

  function judge(sent: URLSearchParams): object {
    const refuse = (code: string) => ({ success: false, 'error-codes': [code] });
    if (sent.get('secret') !== SECRET) return refuse('invalid-input-secret');
    const key = sent.get('idempotency_key') ?? '';
    const known = answers.get(key);
    if (known) return known;
    const token = sent.get('response') ?? '';
    const answer = service.good.delete(token)
      ? { success: true, 'error-codes': [], challenge_ts: '2026-11-24T00:00:00Z', hostname: 'example.com' }
      : refuse(token.startsWith('used') ? 'timeout-or-duplicate' : 'invalid-input-response');
    answers.set(key, answer);
    return answer;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const service: SiteverifyService = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/siteverify`,
    asked: [],
    good: new Set(),
    failures: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return service;
}
