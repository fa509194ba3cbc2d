// Makes events of an HTTP API (payload format 2.0) as API Gateway makes them. It decodes the path and the parameters, and leaves the
// query as it was sent.

import type { LambdaEvent } from 'hono/aws-lambda';

type HttpApiEvent = Extract<LambdaEvent, { rawPath: string }>;

export interface HttpRequest {
  /** They are decoded, as API Gateway hands them over. */
  readonly parameters?: Record<string, string>;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | object | Uint8Array;
}

/** @param routeKey the route that matched, for example `PUT /v1/posts/{postId}/like` */
export function httpApiEvent(routeKey: string, request: HttpRequest = {}): HttpApiEvent {
  const { parameters, query = '', headers = {}, body } = request;
  const [method = '', template = ''] = routeKey.split(' ');
  const rawPath = template.replace(/\{(\w+)\}/g, (_, name: string) => parameters?.[name] ?? '');
  const isJson = typeof body === 'object' && !(body instanceof Uint8Array);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query,
    headers: {
      host: 'api.example.com',
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(parameters ? { pathParameters: parameters } : {}),
    ...encodeBody(body),
    requestContext: requestContext(method, rawPath),
  };
}

function encodeBody(body: HttpRequest['body']): { body: string | null; isBase64Encoded: boolean } {
  if (body instanceof Uint8Array)
    return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? null);
  return { body: text, isBase64Encoded: false };
}

/** An event of the catch-all route. */
export function defaultRouteEvent(method: string, rawPath: string): HttpApiEvent {
  return { ...httpApiEvent(`${method} ${rawPath}`), routeKey: '$default' };
}

/** An event of a REST API. Its path is still encoded, and its query is decoded. */
export function restApiEvent(
  method: string,
  path: string,
  query: Record<string, string> = {},
  headers: Record<string, string> = {},
): LambdaEvent {
  const event = {
    version: '1.0',
    httpMethod: method,
    path,
    headers: { host: 'api.example.com', ...headers },
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: query,
    body: null,
    isBase64Encoded: false,
    requestContext: { requestId: 'request-1' },
  };
  return event as unknown as LambdaEvent;
}

function requestContext(method: string, path: string): HttpApiEvent['requestContext'] {
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' };
  return {
    accountId: '000000000000',
    apiId: 'api',
    authentication: null,
    authorizer: {},
    domainName: 'api.example.com',
    domainPrefix: 'api',
    http,
    requestId: 'request-1',
    routeKey: '$default',
    stage: '$default',
    time: '24/Nov/2026:00:00:00 +0000',
    timeEpoch: 1_795_478_400_000,
  };
}
