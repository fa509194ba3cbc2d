// Generates events of API Gateway, in both payload formats, for requests that none of our clients would send.

import * as fc from 'fast-check';
import type { LambdaEvent } from 'hono/aws-lambda';
import { routes } from '../../core/api/routes.ts';
import { bodies, postIdsInUrls } from './http-bodies.ts';
import { cookies, headers } from './http-headers.ts';
import { anyText } from './mostly.ts';

export interface Request {
  readonly format: '1.0' | '2.0';
  readonly routeKey: string;
  /** The catch-all route uses this method and path. Every other route has its own. */
  readonly method: string;
  readonly path: string;
  /** The value of `{postId}` in the route, decoded. */
  readonly postId: string;
  readonly query: string;
  readonly headers: Record<string, string>;
  readonly cookies: readonly string[] | undefined;
  readonly body: Uint8Array | undefined;
}

const ROUTES = [...Object.values(routes).map(({ method, path }) => `${method} ${path}`), '$default'];
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'CONNECT', 'PROPFIND'];
const PATHS = [
  '/',
  '//',
  '/v1/likes',
  '/v1/likes/',
  '/v1/posts//like',
  '/v1/posts/a/b/like',
  '/\\evil.example',
  '/..',
];
const QUERIES = [
  '',
  'posts',
  'posts=',
  'posts=,',
  'posts=%',
  'posts=%ED%A0%80',
  'posts=a&posts=b',
  'posts=a%2Cb&post=x,y',
  'posts=+a+,%20b',
  'post',
  'post=%zz&posts=a',
  'POSTS=a',
  '&=&',
];

const encodeLoosely = (text: string) => (text.isWellFormed() ? encodeURIComponent(text) : text);

const paths = fc.oneof(
  fc.constantFrom(...PATHS),
  anyText.map((text) => `/${text}`),
  anyText.map((text) => `/v1/posts/${text}/like`),
);
const queries = fc.oneof(
  fc.array(postIdsInUrls, { maxLength: 5 }).map((list) => `posts=${list.map(encodeLoosely).join(',')}`),
  fc
    .array(postIdsInUrls, { maxLength: 5 })
    .map((list) => list.map((id) => `post=${encodeLoosely(id)}`).join('&')),
  fc.integer({ min: 98, max: 103 }).map((count) => `posts=${[...Array(count).keys()].join(',')}`),
  fc.constantFrom(...QUERIES),
  anyText,
  anyText.map((text) => `posts=${text}`),
);

export const requests: fc.Arbitrary<Request> = fc.record({
  format: fc.constantFrom('1.0', '2.0'),
  routeKey: fc.constantFrom(...ROUTES),
  method: fc.constantFrom(...METHODS),
  path: paths,
  postId: postIdsInUrls,
  query: queries,
  headers,
  cookies,
  body: fc.option(bodies, { nil: undefined, freq: 4 }),
});

const DOMAIN_NAME = 'api.example.com';

export function eventOf(request: Request): LambdaEvent {
  const event = request.format === '2.0' ? httpApiEvent(request) : restApiEvent(request);
  return event as unknown as LambdaEvent;
}

function splitRoute({ routeKey, method, path }: Request): [method: string, template: string] {
  if (routeKey === '$default') return [method, path];
  return routeKey.split(' ') as [string, string];
}

const payloadOf = ({ headers, body }: Request) => ({
  headers,
  body: body === undefined ? null : Buffer.from(body).toString('base64'),
  isBase64Encoded: body !== undefined,
});

function httpApiEvent(request: Request) {
  const { routeKey, postId, query, cookies } = request;
  const [method, template] = splitRoute(request);
  const rawPath = template.replace('{postId}', () => postId);
  return {
    ...payloadOf(request),
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookies && { cookies }),
    ...(template.includes('{postId}') && { pathParameters: { postId } }),
    requestContext: {
      domainName: DOMAIN_NAME,
      requestId: 'r',
      http: { method, path: rawPath, protocol: 'HTTP/1.1' },
    },
  };
}

/** A REST API leaves the path as it was sent and decodes the query. */
function restApiEvent(request: Request) {
  const { routeKey, postId, query, headers } = request;
  const [httpMethod, template] = splitRoute(request);
  return {
    ...payloadOf(request),
    version: '1.0',
    httpMethod,
    path:
      routeKey === '$default'
        ? encodeURI(template.toWellFormed())
        : template.replace('{postId}', () => encodeLoosely(postId)),
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
    requestContext: { domainName: DOMAIN_NAME, requestId: 'r' },
  };
}
