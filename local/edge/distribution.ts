// A CloudFront distribution as the edge serves it, put together from the resources of a template.

import type { EdgeRequest, Headers, Origin } from './edge-message.ts';
import type { Bounds } from './lifetime.ts';

/** What of a request is a part of the key, and what is forwarded. Names are in lower case. */
export interface RequestParts {
  readonly headers: readonly string[];
  readonly query: boolean;
}

export interface CachePolicy extends RequestParts, Omit<Bounds, 'errorSeconds'> {}

/** Returns the headers that are added to an answer. */
export type AddHeaders = (answered: Headers, origin: string | undefined) => Headers;

export interface Behavior {
  /** Such as `/v1/*`. The default behavior has `*`. */
  readonly pathPattern: string;
  readonly methods: readonly string[];
  readonly origin: Origin;
  readonly cachePolicy: CachePolicy;
  readonly bounds: Bounds;
  readonly forwarded: RequestParts;
  /** What the distribution adds to each request to this origin. */
  readonly originHeaders: Headers;
  readonly addHeaders: AddHeaders;
}

export interface Distribution {
  readonly defaultRootObject: string | undefined;
  /** In their order. The last one is the default. */
  readonly behaviors: readonly Behavior[];
}

/** A star stands for any characters, and a question mark for one. */
export const matchesPattern = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  ).test(text);

/** Returns what answers of the cache are told apart by. */
export function cacheKey({ pathPattern, cachePolicy }: Behavior, request: EdgeRequest): string {
  const headers = cachePolicy.headers.map((name) => request.headers[name] ?? null);
  return JSON.stringify([
    pathPattern,
    request.method,
    request.path,
    cachePolicy.query && request.query,
    headers,
  ]);
}

/** CloudFront drops a token from a read, unless it is a part of the key. From all else it does not. */
// source: CloudFront guide, "HTTP request headers and CloudFront behavior (custom and Amazon S3 origins)"
const isRead = (method: string) => method === 'GET' || method === 'HEAD';

/** Returns the request that the origin gets. */
export function toOrigin(behavior: Behavior, request: EdgeRequest, etag?: string): EdgeRequest {
  const { cachePolicy, forwarded, originHeaders } = behavior;
  const names = new Set([
    ...cachePolicy.headers,
    ...forwarded.headers,
    ...(isRead(request.method) ? [] : ['authorization', 'content-type']),
  ]);
  const kept = Object.entries(request.headers).filter(([name]) => names.has(name));
  const query = cachePolicy.query || forwarded.query ? request.query : '';
  const condition: Headers = etag === undefined ? [] : [['if-none-match', etag]];
  return { ...request, query, headers: Object.fromEntries([...kept, ...condition, ...originHeaders]) };
}
