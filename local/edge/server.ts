// Serves a distribution on a port of this machine, over plain HTTP.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Cors } from '../gateway/cors.ts';
import { readBody } from '../gateway/read-body.ts';
import { refuseRequest } from '../gateway/refuse-request.ts';
import { isOwnOrigin } from '../guard/own-address.ts';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import type { LocalServer } from '../local-server.ts';
import { makeAnswerRequest } from './answer-request.ts';
import type { Distribution } from './distribution.ts';
import type { EdgeCounters } from './edge-load.ts';
import { type EdgeRequest, type EdgeResponse, type Origin, textResponse } from './edge-message.ts';

export interface EdgeOptions {
  readonly port?: number | undefined;
  readonly counters: EdgeCounters;
  /** Which pages of other origins the API answers. */
  readonly cors?: Cors | undefined;
  /** Answers what is of the local cloud itself, past the distribution. */
  readonly local: { readonly path: string; readonly answer: Origin };
  readonly log: (line: string) => void;
  readonly now?: () => number;
}

const BAD_GATEWAY = textResponse(502, 'The origin does not answer.');
const TOO_LARGE = textResponse(413, 'The body is too large.');

/** Starts the edge. Rejects with `EADDRINUSE` if the port is taken. */
export async function startEdge(
  distribution: Distribution,
  { port, counters, cors, local, log, now = Date.now }: EdgeOptions,
): Promise<LocalServer> {
  const answerRequest = makeAnswerRequest(distribution, counters, now);

  async function answer(message: IncomingMessage): Promise<EdgeResponse> {
    const refusal = refuseRequest(message, cors);
    if (refusal)
      return { status: refusal.statusCode, headers: refusal.headers, body: Buffer.from(refusal.body) };
    const body = await readBody(message);
    if (body === 'too-large') return TOO_LARGE;
    const request = readRequest(message, body ?? Buffer.alloc(0));
    return request.path === local.path ? local.answer(request) : answerRequest(request);
  }

  async function serve(message: IncomingMessage, response: ServerResponse) {
    const { status, headers, body } = await answer(message).catch((error: unknown) => {
      if (!message.errored) log(`edge: ${String(error)}`);
      return BAD_GATEWAY;
    });
    const length = status === 304 || status === 204 ? [] : ['content-length', String(body.length)];
    response.writeHead(status, [...headers.flat(), ...length]);
    response.end(message.method === 'HEAD' ? undefined : body);
  }

  return listenOnLoopback(
    createServer((message, response) => void serve(message, response)),
    port,
  );
}

function readRequest(message: IncomingMessage, body: Buffer): EdgeRequest {
  const { method = 'GET', url = '/', socket } = message;
  const [path = '/', ...query] = url.split('?');
  const headers = Object.fromEntries(
    Object.entries(message.headers).flatMap(([name, value]) => {
      // The page of the edge itself has another port than the API, and would look like a foreign one there.
      if (value === undefined || (name === 'origin' && isOwnOrigin(String(value), message))) return [];
      return [[name, String(value)]];
    }),
  );
  const viewer = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
  return {
    method,
    path,
    query: query.join('?'),
    headers: { ...headers, 'cloudfront-viewer-address': viewer },
    body,
  };
}
