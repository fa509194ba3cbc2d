// CORS as an HTTP API with a CORS configuration does it. The gateway answers preflights itself, adds the configured headers
// to every answer, and drops those of the function. source: API Gateway guide, "Configuring CORS for HTTP APIs"

import type { IncomingMessage } from 'node:http';
import type { HttpResponse } from './http-response.ts';

export interface CorsConfiguration {
  readonly allowOrigins?: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly maxAgeSeconds?: number;
}

export interface Cors {
  allows(origin: string): boolean;
  /** Returns the answer to a preflight. It has no headers if the origin is not allowed. */
  preflight(origin: string): HttpResponse;
  /** Returns any other answer with the configured headers in place of the function's. */
  apply(response: HttpResponse, origin: string | undefined): HttpResponse;
}

export function makeCors(configuration: CorsConfiguration): Cors {
  const allowed = configuration.allowOrigins ?? [];

  const allows = (origin: string) => allowed.some((pattern) => originMatches(pattern, origin));

  function originHeaders(origin: string): [string, string][] {
    if (!allows(origin)) return [];
    const headers: [string, string][] = [
      ['access-control-allow-origin', allowed.includes('*') ? '*' : origin],
    ];
    if (!allowed.includes('*')) headers.push(['vary', 'Origin']);
    if (configuration.allowCredentials === true) headers.push(['access-control-allow-credentials', 'true']);
    return headers;
  }

  const list = (name: string, values: readonly string[] | undefined): [string, string][] =>
    values && values.length > 0 ? [[name, values.join(',')]] : [];
  const preflight = [
    ...list('access-control-allow-methods', configuration.allowMethods),
    ...list('access-control-allow-headers', configuration.allowHeaders),
    ...list(
      'access-control-max-age',
      configuration.maxAgeSeconds === undefined ? [] : [String(configuration.maxAgeSeconds)],
    ),
  ];
  const exposed = list('access-control-expose-headers', configuration.exposeHeaders);

  return {
    allows,
    preflight(origin) {
      const headers = originHeaders(origin);
      return { statusCode: 204, headers: headers.length > 0 ? [...headers, ...preflight] : [], body: '' };
    },
    apply(response, origin) {
      const own = response.headers.filter(([name]) => !name.startsWith('access-control-'));
      const added = origin === undefined ? [] : originHeaders(origin);
      return { ...response, headers: added.length > 0 ? [...own, ...added, ...exposed] : own };
    },
  };
}

/** A pattern is `*`, `https://*`, `http://*` or an origin. */
function originMatches(pattern: string, origin: string): boolean {
  return pattern.endsWith('*') ? origin.startsWith(pattern.slice(0, -1)) : pattern === origin;
}

export const isPreflight = ({ method, headers }: IncomingMessage) =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
