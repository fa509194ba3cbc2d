// Leads a request through the HTTP API: size, preflight, route, site, throttle, body, function.

import type { IncomingMessage } from 'node:http';
import type { InvokeResult } from '../lambda/invoke-result.ts';
import { isPreflight, makeCors } from './cors.ts';
import { readDomainName } from './domain-name.ts';
import { headSize, MAX_HEAD_BYTES } from './head-size.ts';
import type { HttpApi, Integration } from './http-api.ts';
import { makeHttpEvent } from './http-event.ts';
import { type HttpResponse, makeHttpResponse, messageResponse } from './http-response.ts';
import { readBody } from './read-body.ts';
import { readRequestTarget, type RequestTarget } from './request-target.ts';
import { refuseRequest } from './refuse-request.ts';
import { makeRouteTable, type RouteMatch } from './route-table.ts';
import type { StaticFiles } from './static-files.ts';
import { makeThrottleRequest, type ThrottledBy } from './throttle-request.ts';

/** Is told what becomes of the requests. */
export interface RequestObserver {
  /** A request is answered with 429. */
  readonly onThrottled?: ((by: ThrottledBy) => void) | undefined;
  /** The API has answered a request. The site is no part of it. */
  readonly onAnswered?: ((statusCode: number, latencyMs: number) => void) | undefined;
}

export type AnswerRequest = (request: IncomingMessage, requestId: string) => Promise<HttpResponse>;

const NOT_FOUND = messageResponse(404, 'Not Found');
const BAD_REQUEST = messageResponse(400, 'Bad Request');
const TOO_LARGE = messageResponse(413, 'Request Entity Too Large');
// The quota names no status. This one is reported of live gateways, and Node answers it to heads of more than 16 KB.
// source: backbencher.dev, "431 status code with request header fields too large"
const HEAD_TOO_LARGE = messageResponse(431, 'Request Header Fields Too Large');
const TOO_MANY_REQUESTS = messageResponse(429, 'Too Many Requests');

export function makeAnswerRequest(
  api: HttpApi,
  site: StaticFiles | undefined,
  now: () => number,
  { onThrottled = () => {}, onAnswered = () => {} }: RequestObserver = {},
): AnswerRequest {
  const routes = makeRouteTable(api.routes);
  const cors = api.cors && makeCors(api.cors);
  const throttle = makeThrottleRequest(api, now);

  return async (request, requestId) => {
    if (headSize(request) > MAX_HEAD_BYTES) return HEAD_TOO_LARGE;
    const { origin } = request.headers;
    const refusal = refuseRequest(request, cors);
    if (refusal) return refusal;
    if (!cors) return answer(request, requestId);
    if (origin !== undefined && isPreflight(request)) return cors.preflight(origin);
    return cors.apply(await answer(request, requestId), origin);
  };

  async function answer(request: IncomingMessage, requestId: string): Promise<HttpResponse> {
    const { method = 'GET', url = '' } = request;
    const target = readRequestTarget(url);
    const domainName = readDomainName(request);
    if (!target || domainName === undefined) return BAD_REQUEST;
    const explicit = routes.find(method, target.path);
    if (!explicit && site && (method === 'GET' || method === 'HEAD')) {
      const file = await site.read(target.path);
      if (file) return file;
    }
    const startedAt = now();
    const answered = await answerRoute(request, requestId, { target, domainName, explicit });
    onAnswered(answered.statusCode, now() - startedAt);
    return answered;
  }

  async function answerRoute(
    request: IncomingMessage,
    requestId: string,
    { target, domainName, explicit }: Routed,
  ): Promise<HttpResponse> {
    const match = explicit ?? routes.default;
    if (!match) return NOT_FOUND;
    const throttledBy = throttle(match.routeKey);
    if (throttledBy) {
      onThrottled(throttledBy);
      return TOO_MANY_REQUESTS;
    }
    const body = await readBody(request);
    if (body === 'too-large') return TOO_LARGE;
    const { apiId } = api;
    const { method = 'GET', rawHeaders, httpVersion } = request;
    const context = { apiId, requestId, domainName, timeEpoch: now() };
    const sourceIp = request.socket.remoteAddress ?? '';
    const event = makeHttpEvent(
      { ...target, method, rawHeaders, httpVersion, sourceIp, body },
      match,
      context,
    );
    return makeHttpResponse(await invoke(match.target, JSON.stringify(event)));
  }
}

interface Routed {
  readonly target: RequestTarget;
  readonly domainName: string;
  readonly explicit: RouteMatch<Integration> | undefined;
}

/** Returns the function's result, or `integration-timeout` if it does not come in time. The function then runs on. */
function invoke({ invoke, timeoutMs }: Integration, payloadJson: string) {
  return new Promise<InvokeResult | { readonly status: 'integration-timeout' }>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ status: 'integration-timeout' }), timeoutMs);
    invoke(payloadJson)
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}
