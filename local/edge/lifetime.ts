// How long an answer is kept: what its own headers say, within the bounds of the distribution.

import { type EdgeResponse, headerOf } from './edge-message.ts';

/** The bounds of a cache policy, in seconds, and how long failures are kept at least. */
export interface Bounds {
  readonly minSeconds: number;
  readonly defaultSeconds: number;
  readonly maxSeconds: number;
  /** By status. */
  readonly errorSeconds: ReadonlyMap<number, number>;
}

export interface Lifetime {
  readonly freshMs: number;
  /** For so long after that, the old answer is given while a new one is fetched. */
  readonly staleMs: number;
}

const NOT_KEPT: Lifetime = { freshMs: 0, staleMs: 0 };

/** Unless the distribution says otherwise, failures of these kinds are kept for ten seconds. */
// source: CloudFront guide, "How CloudFront caches HTTP 4xx and 5xx status codes from your origin"
const DEFAULT_ERROR_SECONDS = 10;
const ALWAYS_KEPT_ERRORS = [404, 414, 500, 501, 502, 503, 504];

export function lifetimeOf(response: EdgeResponse, bounds: Bounds, hasToken: boolean): Lifetime {
  const { status } = response;
  const said = readCacheControl(headerOf(response, 'cache-control') ?? '');
  // What was answered to a token is for its owner, unless the answer says that it is for all (source: RFC 9111, 3.5).
  const isOpen = !said.forbidden && (!hasToken || said.isPublic);
  if (status >= 400) {
    const least =
      bounds.errorSeconds.get(status) ?? (ALWAYS_KEPT_ERRORS.includes(status) ? DEFAULT_ERROR_SECONDS : 0);
    return seconds(Math.max(least, isOpen ? (said.maxAge ?? 0) : 0), 0);
  }
  if (status !== 200) return NOT_KEPT;
  // CloudFront keeps even what forbids it for the least time of the policy. source: CloudFront guide, "Manage how long content stays"
  if (!isOpen) return seconds(bounds.minSeconds, 0);
  const wanted = said.maxAge ?? bounds.defaultSeconds;
  return seconds(Math.min(bounds.maxSeconds, Math.max(bounds.minSeconds, wanted)), said.staleSeconds);
}

const seconds = (fresh: number, stale: number): Lifetime => ({
  freshMs: 1_000 * fresh,
  staleMs: 1_000 * stale,
});

function readCacheControl(header: string) {
  const directives = new Map(
    header.split(',').map((part): [string, string] => {
      const [name = '', value = ''] = part.trim().toLowerCase().split('=', 2);
      return [name, value];
    }),
  );
  const numberOf = (name: string) => {
    const value = directives.get(name);
    return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
  };
  return {
    forbidden: ['no-store', 'private', 'no-cache'].some((name) => directives.has(name)),
    isPublic: directives.has('public') || directives.has('s-maxage'),
    maxAge: numberOf('s-maxage') ?? numberOf('max-age'),
    staleSeconds: numberOf('stale-while-revalidate') ?? 0,
  };
}
