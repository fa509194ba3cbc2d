// What has to be put right in an event of API Gateway before a router sees it.

import type { LambdaEvent } from 'hono/aws-lambda';

/** API Gateway lets no such header pass; where something else does, the adapter would fail and log the value. */
const UNPRINTABLE = /[^\t\x20-\x7e]/g;

export function repairEvent(event: LambdaEvent): LambdaEvent {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.headers ?? {})) {
    if (typeof value === 'string') headers[name] = value.replace(UNPRINTABLE, '?');
  }
  // A REST API hands its headers over twice; one value each is all that the API has a use for.
  if (!('rawPath' in event)) return { ...event, headers, multiValueHeaders: {} } as LambdaEvent;
  const { method } = event.requestContext.http;
  // Request refuses a body here; HTTP gives it no meaning (source: RFC 9110, 9.3.1).
  const body = method === 'GET' || method === 'HEAD' ? null : event.body;
  return { ...event, headers, body, rawPath: encodedPathOf(event) };
}

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

/** A lone surrogate has no encoding: what stands for it here is refused as malformed. */
function encodeParameter(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : '%';
}
