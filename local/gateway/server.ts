// The HTTP API of the local cloud on a port: answers as API Gateway does, and serves the site beside it.

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import type { LocalServer } from '../local-server.ts';
import { makeAnswerRequest } from './answer-request.ts';
import type { HttpApi } from './http-api.ts';
import { type HttpResponse, messageResponse } from './http-response.ts';
import { makeStaticFiles } from './static-files.ts';

export interface GatewayOptions {
  /** 0, the default: any free port. */
  readonly port?: number | undefined;
  /** Directory whose files answer GETs that no explicit route matches. */
  readonly siteDir?: string | undefined;
  readonly log: (line: string) => void;
  readonly now?: () => number;
}

const INTERNAL_SERVER_ERROR = messageResponse(500, 'Internal Server Error');

/** Starts the gateway; rejects with `EADDRINUSE` where the port is taken. */
export async function startGateway(
  api: HttpApi,
  { port, siteDir, log, now = Date.now }: GatewayOptions,
): Promise<LocalServer> {
  const site = siteDir === undefined ? undefined : makeStaticFiles(siteDir);
  const answerRequest = makeAnswerRequest(api, site, now);

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const requestId = randomUUID();
    const answer = await answerRequest(request, requestId).catch((error: unknown) => {
      // Nobody waits for the answer to a request that was given up; anything else is a fault of the gateway itself.
      if (!request.errored) log(`gateway: ${String(error)}`);
      return INTERNAL_SERVER_ERROR;
    });
    try {
      writeResponse(response, answer, requestId);
    } catch (error) {
      // The function returned a header that HTTP does not allow.
      log(`gateway: ${String(error)}`);
      writeResponse(response, INTERNAL_SERVER_ERROR, requestId);
    }
  }

  const server = createServer((request, response) => void serve(request, response));
  return listenOnLoopback(server, port);
}

function writeResponse(
  response: ServerResponse,
  { statusCode, headers, body }: HttpResponse,
  requestId: string,
) {
  const all = headers.flat();
  all.push('apigw-requestid', requestId);
  if (statusCode !== 204 && statusCode !== 304) all.push('content-length', String(Buffer.byteLength(body)));
  response.writeHead(statusCode, all);
  response.end(body);
}
