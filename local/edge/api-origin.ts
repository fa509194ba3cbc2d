// The HTTP API as an origin: its gateway has a port of its own, behind the edge.

import { Agent, request as httpRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { EdgeRequest, Headers, Origin } from './edge-message.ts';

/** The edge writes these itself. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'content-length', 'transfer-encoding']);

export interface ApiOrigin {
  readonly ask: Origin;
  close(): void;
}

export function makeApiOrigin(url: string): ApiOrigin {
  const agent = new Agent({ keepAlive: true });

  async function ask({ method, path, query, headers, body }: EdgeRequest) {
    const target = `${url}${path}${query === '' ? '' : `?${query}`}`;
    const length = body.length > 0 ? { 'content-length': String(body.length) } : {};
    const request = httpRequest(target, { method, agent, headers: { ...headers, ...length } });
    request.end(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return {
      status: response.statusCode ?? 502,
      headers: pairsOf(response.rawHeaders).filter(([name]) => !HOP_BY_HOP.has(name)),
      body: await buffer(response),
    };
  }

  return { ask, close: () => agent.destroy() };
}

const pairsOf = (raw: readonly string[]): Headers =>
  raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? ''] as const] : [],
  );
