// What has to be put right in an event of API Gateway before a router sees it.

import type { LambdaEvent } from 'hono/aws-lambda';

/** API Gateway lets no such header pass; where something else does, the adapter would fail and log the value. */
const UNPRINTABLE = /[^\t\x20-\x7e]/g;

/** The adapter would leave an empty header out; around a value a space means nothing (source: RFC 9110, 5.5). */
const EMPTY = ' ';

/** Stands for what has no encoding in a path: it is not one itself. */
const MALFORMED = '%';

/** HTTP gives a body no meaning here, and Request refuses it (source: RFC 9110, 9.3.1). */
const WITHOUT_BODY = new Set(['GET', 'HEAD']);

/** Request refuses these; no route has them. */
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
    // A REST API hands its headers over twice; one value each is all that the API has a use for.
    return { ...event, ...repaired, multiValueHeaders: {} } as LambdaEvent;
  }
  // Nobody reads cookies here, and the adapter would take them as they are.
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

/** A URL would resolve segments of dots, encoded or not, and the request would reach another route. Refused as malformed. */
const keepDots = (path: string) => path.replace(/(?<=\/)(\.|%2e){1,2}(?=\/|$)/gi, MALFORMED);

/**
 * The path with its parameters percent-encoded. HTTP APIs decode both `rawPath` and the parameters
 * (source: honojs/hono issue 2156), and only the parameters can be encoded again.
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
