// CORS behind a REST API, which leaves it to the functions. An HTTP API does it by itself, and then there is no configuration.

import type { MiddlewareHandler } from 'hono';

export interface CorsConfiguration {
  /** `*`, `https://*`, `http://*` or origins, as an HTTP API takes them. */
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number;
}

/** Returns the configuration that the template gave the function, or undefined if it gave none. */
export const readCors = (json: string | undefined): CorsConfiguration | undefined =>
  json ? (JSON.parse(json) as CorsConfiguration) : undefined;

/** Answers preflights, and lets pages of allowed origins read all other answers, problems too. */
export function allowOrigins(cors: CorsConfiguration): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin');
    const isPreflight =
      c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
    if (origin === undefined) return next();
    if (isPreflight) c.res = new Response(null, { status: 204 });
    else await next();
    if (!cors.allowOrigins.some((pattern) => matches(pattern, origin))) return;
    const all = cors.allowOrigins.includes('*');
    c.header('access-control-allow-origin', all ? '*' : origin);
    if (!all) c.header('vary', 'Origin', { append: true });
    if (!isPreflight) {
      c.header('access-control-expose-headers', cors.exposeHeaders.join(','));
      return;
    }
    c.header('access-control-allow-methods', cors.allowMethods.join(','));
    c.header('access-control-allow-headers', cors.allowHeaders.join(','));
    c.header('access-control-max-age', String(cors.maxAgeSeconds));
  };
}

const matches = (pattern: string, origin: string): boolean =>
  pattern.endsWith('*') ? origin.startsWith(pattern.slice(0, -1)) : pattern === origin;
