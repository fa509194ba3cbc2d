// Serves the HTTP API of the local cloud on a port. It answers as API Gateway does, and serves the site beside the API.

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import type { LocalServer } from '../local-server.ts';
import { makeAnswerRequest, type RequestObserver } from './answer-request.ts';
import type { HttpApi } from './http-api.ts';
import { type HttpResponse, messageResponse } from './http-response.ts';
import { refuseRequest } from './refuse-request.ts';
import { makeStaticFiles } from './static-files.ts';

export interface GatewayOptions extends RequestObserver {
  /** The default, 0, takes any free port. */
  readonly port?: number | undefined;
  /** Directory whose files answer a GET or HEAD that no explicit route matches. */
  readonly siteDir?: string | undefined;
  /** Served as JSON at LOCAL_CLOUD_PATH, so that tools on this machine find the servers behind the API. */
  readonly description?: (() => object) | undefined;
  readonly log: (line: string) => void;
  /** Answers the requests of some paths itself, before the API and the site. */
  readonly mount?: Mount | undefined;
  readonly now?: () => number;
}

/** A part beside the API that only the local cloud has. It decides itself whom it answers. */
export interface Mount {
  /** What the paths begin with, such as `/control/`. */
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** API Gateway itself has no path like this one. */
export const LOCAL_CLOUD_PATH = '/_local-cloud';

const INTERNAL_SERVER_ERROR = messageResponse(500, 'Internal Server Error');

/** Starts the gateway. Rejects with `EADDRINUSE` if the port is taken. */
export async function startGateway(
  api: HttpApi,
  { port, siteDir, description, mount, log, now = Date.now, ...observer }: GatewayOptions,
): Promise<LocalServer> {
  const site = siteDir === undefined ? undefined : makeStaticFiles(siteDir);
  const answerRequest = makeAnswerRequest(api, site, now, observer);

  async function serve(request: IncomingMessage, response: ServerResponse) {
    if (mount && request.url?.startsWith(mount.path)) return mount.handle(request, response);
    const requestId = randomUUID();
    if (description && request.method === 'GET' && request.url === LOCAL_CLOUD_PATH) {
      writeResponse(response, refuseRequest(request, undefined) ?? describe(description()), requestId);
      return;
    }
    const answer = await answerRequest(request, requestId).catch((error: unknown) => {
      // Nobody waits for the answer to a request that was given up. Anything else is a fault of the gateway itself.
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

const describe = (description: object): HttpResponse => ({
  statusCode: 200,
  headers: [['content-type', 'application/json']],
  body: JSON.stringify(description),
});

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
