// Repairs an event of API Gateway, so that the adapter and the router can take every request. What nobody reads is left out, because
// the adapter would copy it, however much it is.

import type { LambdaEvent } from 'hono/aws-lambda';
import { EDGE_SECRET_HEADER, VIEWER_ADDRESS_HEADER } from '../../core/api/edge-header.ts';
import { MAX_POSTS_PER_READ } from './named-posts.ts';
import { MAX_RECEIPT_CHARACTERS } from './read-receipt.ts';
import type { SentBody } from './sent-body.ts';

/** The adapter decodes every body, so it gets none. */
export type RepairedEvent = LambdaEvent & { readonly sentBody: SentBody | undefined };

/** The headers that the API reads. */
const HEADERS = new Set([
  EDGE_SECRET_HEADER,
  VIEWER_ADDRESS_HEADER,
  'access-control-request-method',
  'authorization',
  'content-type',
  'host',
  'idempotency-key',
  'if-none-match',
  'origin',
]);
const LONGEST_HEADER = Math.max(...[...HEADERS].map((name) => name.length));

/** The parameters of a query that the API reads. */
const PARAMETERS = ['label', 'post', 'posts'];

/** API Gateway does not let such a header pass. Other gateways may, and then the adapter would fail and log the header's value. */
const UNPRINTABLE = /[^\t\x20-\x7e]/g;

/** The adapter would leave out an empty header. A space around a value has no meaning (source: RFC 9110, 5.5). */
const EMPTY = ' ';

/** Replaces a part of a path that must not reach a route. A single % is no valid encoding, so it is refused as malformed. */
const MALFORMED = '%';

/** A receipt is the longest parameter, and any longer one is refused. */
const MAX_PARAMETER_CHARACTERS = MAX_RECEIPT_CHARACTERS + 1;

/** No path without parameters is nearly as long. What is cut leads nowhere either. */
const MAX_PATH_CHARACTERS = 2_000;

/** HTTP gives the body of these methods no meaning, and the class Request refuses it (source: RFC 9110, 9.3.1). */
const WITHOUT_BODY = new Set(['GET', 'HEAD']);

/** The class Request refuses these methods, and no route has them. */
const REFUSED_METHOD = /^(CONNECT|TRACE|TRACK)$/i;
const NO_METHOD_OF_OURS = 'REFUSED';

export function repairEvent(event: LambdaEvent): RepairedEvent {
  if (!('rawPath' in event)) return repairRestEvent(event as RestEvent);
  // This API reads no cookies, and the adapter would take them without any check.
  const { cookies: _, requestContext, body, ...rest } = event;
  const http = { ...requestContext.http, method: methodOf(requestContext.http.method) };
  return {
    ...rest,
    headers: repairHeaders(event.headers),
    body: null,
    sentBody: sentBodyOf(http.method, body, event.isBase64Encoded),
    rawPath: keepDots(encodedPathOf(event)),
    requestContext: { ...requestContext, http },
  };
}

interface RestEvent {
  readonly httpMethod: string;
  readonly path: string;
  readonly headers?: Record<string, string | undefined> | null;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly queryStringParameters?: Record<string, string | undefined> | null;
  readonly multiValueQueryStringParameters?: Record<string, string[] | undefined> | null;
}

function repairRestEvent(event: RestEvent): RepairedEvent {
  const { queryStringParameters, multiValueQueryStringParameters } = event;
  const httpMethod = methodOf(event.httpMethod);
  const repaired = {
    headers: repairHeaders(event.headers ?? {}),
    httpMethod,
    path: keepDots(event.path),
    body: null,
    sentBody: sentBodyOf(httpMethod, event.body, event.isBase64Encoded),
    queryStringParameters: pick(queryStringParameters, (value) => value),
    multiValueQueryStringParameters:
      multiValueQueryStringParameters &&
      // One more than a read may name is enough for its refusal.
      pick(multiValueQueryStringParameters, (values) => values.slice(0, MAX_POSTS_PER_READ + 1)),
    // A REST API hands its headers over twice. This API needs only one value of each.
    multiValueHeaders: {},
  };
  return { ...event, ...repaired } as unknown as RepairedEvent;
}

function repairHeaders(headers: Record<string, string | undefined>): Record<string, string> {
  const repaired: Record<string, string> = {};
  for (const name in headers) {
    if (name.length > LONGEST_HEADER || !HEADERS.has(name.toLowerCase())) continue;
    const value = headers[name];
    if (typeof value === 'string') repaired[name] = value.replace(UNPRINTABLE, '?') || EMPTY;
  }
  return repaired;
}

function sentBodyOf(
  method: string,
  body: string | null | undefined,
  isBase64: boolean,
): SentBody | undefined {
  return !body || WITHOUT_BODY.has(method) ? undefined : { text: body, isBase64 };
}

function pick<Value>(
  values: Readonly<Record<string, Value | undefined>> | null | undefined,
  limit: (value: Value) => Value,
): Record<string, Value> {
  const picked: Record<string, Value> = {};
  for (const name of PARAMETERS) {
    const value = values && Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) picked[name] = limit(value);
  }
  return picked;
}

const methodOf = (method: string) => (REFUSED_METHOD.test(method) ? NO_METHOD_OF_OURS : method);

/** A URL resolves segments of dots, encoded or not, and the request would reach another route. This makes such a path malformed. */
const keepDots = (path: string) => path.replace(/(?<=\/)(\.|%2e){1,2}(?=\/|$)/gi, MALFORMED);

/**
 * The path with its parameters percent-encoded. An HTTP API decodes both `rawPath` and the parameters (source: honojs/hono issue
 * 2156). Only the parameters can be encoded again, because a decoded slash in `rawPath` looks like a separator.
 */
function encodedPathOf({
  rawPath,
  routeKey,
  pathParameters,
}: {
  rawPath: string;
  routeKey: string;
  pathParameters?: Record<string, string | undefined>;
}): string {
  if (!pathParameters || !routeKey.includes('{')) return rawPath.slice(0, MAX_PATH_CHARACTERS);
  return routeKey
    .slice(routeKey.indexOf('/'))
    .replace(/\{(\w+)\+?\}/g, (_, name: string) => encodeParameter(pathParameters[name] ?? ''));
}

/** A lone surrogate has no encoding. A cut may make one, but what is cut is refused anyway. */
function encodeParameter(value: string): string {
  const text = value.slice(0, MAX_PARAMETER_CHARACTERS);
  return text.isWellFormed() ? encodeURIComponent(text) : MALFORMED;
}
