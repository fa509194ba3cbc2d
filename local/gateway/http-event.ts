// Makes the event of an HTTP API in payload format 2.0.
// source: API Gateway guide, "Create AWS Lambda proxy integrations for HTTP APIs"

import { formatTime } from './format-time.ts';
import type { RouteMatch } from './route-table.ts';

export interface HttpRequest {
  readonly method: string;
  /** The decoded path, without the query. */
  readonly path: string;
  readonly query: string;
  readonly httpVersion: string;
  /** Names and values in turn, as they were received. */
  readonly rawHeaders: readonly string[];
  readonly sourceIp: string;
  readonly body: Buffer | undefined;
}

interface EventContext {
  readonly apiId: string;
  readonly domainName: string;
  readonly requestId: string;
  readonly timeEpoch: number;
}

// These headers concern only the connection between the client and the gateway.
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer']);

/** Returns the event as the function gets it. */
export function makeHttpEvent(request: HttpRequest, match: RouteMatch<unknown>, context: EventContext) {
  const { headers, cookies } = readHeaders(request.rawHeaders, request.sourceIp);
  const { path } = request;
  const text = isText(headers);
  return {
    version: '2.0',
    routeKey: match.routeKey,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(request.query !== '' && { queryStringParameters: joinRepeated(new URLSearchParams(request.query)) }),
    requestContext: {
      accountId: '000000000000',
      apiId: context.apiId,
      domainName: context.domainName,
      domainPrefix: context.apiId,
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: context.requestId,
      routeKey: match.routeKey,
      stage: '$default',
      time: formatTime(context.timeEpoch),
      timeEpoch: context.timeEpoch,
    },
    ...(match.pathParameters && { pathParameters: match.pathParameters }),
    ...(request.body && { body: request.body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body !== undefined && !text,
  };
}

function readHeaders(rawHeaders: readonly string[], sourceIp: string) {
  const headers: [string, string][] = [];
  const cookies: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] as string).toLowerCase();
    const value = rawHeaders[index + 1] as string;
    if (name === 'cookie') cookies.push(...value.split('; '));
    else if (!HOP_BY_HOP.has(name)) headers.push([name, value]);
  }
  headers.push(['x-forwarded-for', sourceIp]);
  const joined: Record<string, string> = { ...joinRepeated(headers), 'x-forwarded-proto': 'http' };
  return { headers: joined, cookies };
}

/** Joins the values of each name. A Map collects them, because a name may be that of a member of Object.prototype. */
function joinRepeated(pairs: Iterable<[name: string, value: string]>): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

/** Returns whether the body is text. Any other body is Base64 in the event, `application/x-www-form-urlencoded` included. */
function isText(headers: Readonly<Record<string, string>>): boolean {
  if (headers['content-encoding'] !== undefined) return false;
  return /^(text\/|application\/(json|xml|javascript)\b|application\/[^;]+\+(json|xml)\b)/i.test(
    headers['content-type'] ?? '',
  );
}
