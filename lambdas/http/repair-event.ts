// Repairs an event of API Gateway, so that the adapter and the router can take every request.

import type { LambdaEvent } from 'hono/aws-lambda';

/** API Gateway does not let such a header pass. Other gateways may, and then the adapter would fail and log the header's value. */
const UNPRINTABLE = /[^\t\x20-\x7e]/g;

/** The adapter would leave out an empty header. A space around a value has no meaning (source: RFC 9110, 5.5). */
const EMPTY = ' ';

/** Replaces a part of a path that must not reach a route. A single % is no valid encoding, so it is refused as malformed. */
const MALFORMED = '%';

/** HTTP gives the body of these methods no meaning, and the class Request refuses it (source: RFC 9110, 9.3.1). */
const WITHOUT_BODY = new Set(['GET', 'HEAD']);

/** The class Request refuses these methods, and no route has them. */
const REFUSED_METHOD = /^(CONNECT|TRACE|TRACK)$/i;
const NO_METHOD_OF_OURS = 'REFUSED';

export function repairEvent(event: LambdaEvent): LambdaEvent {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.headers ?? {})) {
    if (typeof value === 'string') headers[name] = value.replace(UNPRINTABLE, '?') || EMPTY;
  }
  if (!('rawPath' in event)) {
    const { httpMethod, path, body } = event as { httpMethod: string; path: string; body: string | null };
    const repaired = {
      headers,
      httpMethod: methodOf(httpMethod),
      path: keepDots(path),
      body: WITHOUT_BODY.has(httpMethod) ? null : body,
    };
    // A REST API hands its headers over twice. This API needs only one value of each.
    return { ...event, ...repaired, multiValueHeaders: {} } as LambdaEvent;
  }
  // This API reads no cookies, and the adapter would take them without any check.
  const { cookies: _, requestContext, body, ...rest } = event;
  const http = { ...requestContext.http, method: methodOf(requestContext.http.method) };
  return {
    ...rest,
    headers,
    body: WITHOUT_BODY.has(http.method) ? null : body,
    rawPath: keepDots(encodedPathOf(event)),
    requestContext: { ...requestContext, http },
  };
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
  if (!pathParameters || !routeKey.includes('{')) return rawPath;
  return routeKey
    .slice(routeKey.indexOf('/'))
    .replace(/\{(\w+)\+?\}/g, (_, name: string) => encodeParameter(pathParameters[name] ?? ''));
}

/** A lone surrogate has no encoding. */
function encodeParameter(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : MALFORMED;
}
