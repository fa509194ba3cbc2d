// Leads a request through a distribution: behavior, cache, origin, the headers of the policy.

import type { Behavior, Distribution } from './distribution.ts';
import { cacheKey, matchesPattern, toOrigin } from './distribution.ts';
import type { EdgeCounters } from './edge-load.ts';
import { type EdgeRequest, type EdgeResponse, headerOf, textResponse, withHeaders } from './edge-message.ts';
import { lifetimeOf } from './lifetime.ts';
import { type Cached, makeResponseCache, type Source } from './response-cache.ts';

/** A megabyte of answers about a post each. */
const MOST_ENTRIES = 10_000;

const METHOD_REFUSED = textResponse(403, 'This distribution does not allow this method.');

/** As CloudFront words it. */
const X_CACHE: Readonly<Record<Source, string>> = {
  hit: 'Hit from cloudfront',
  stale: 'Hit from cloudfront',
  collapsed: 'Hit from cloudfront',
  refresh: 'RefreshHit from cloudfront',
  miss: 'Miss from cloudfront',
  passed: 'Miss from cloudfront',
};

export function makeAnswerRequest(
  { behaviors, defaultRootObject }: Distribution,
  counters: EdgeCounters,
  now: () => number,
) {
  const cache = makeResponseCache({ now, mostEntries: MOST_ENTRIES });

  function ask(behavior: Behavior, request: EdgeRequest, etag?: string): Promise<EdgeResponse> {
    counters.countOriginRequest(behavior.pathPattern);
    return behavior.origin(toOrigin(behavior, request, etag));
  }

  async function find(behavior: Behavior, request: EdgeRequest): Promise<Cached> {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return { source: 'passed', response: await ask(behavior, request), ageSeconds: 0 };
    const hasToken = request.headers['authorization'] !== undefined;
    return cache.answer({
      key: cacheKey(behavior, request),
      fetch: (etag) => ask(behavior, request, etag),
      lifetimeOf: (response) => lifetimeOf(response, behavior.bounds, hasToken),
    });
  }

  /** Rejects as the origin does. */
  return async (sent: EdgeRequest): Promise<EdgeResponse> => {
    const path = sent.path === '/' && defaultRootObject !== undefined ? `/${defaultRootObject}` : sent.path;
    const request = { ...sent, path };
    const behavior = behaviors.find(({ pathPattern }) => matchesPattern(pathPattern, path));
    if (!behavior?.methods.includes(request.method)) return METHOD_REFUSED;
    const { source, response, ageSeconds } = await find(behavior, request);
    counters.countAnswer(behavior.pathPattern, source);
    const added = behavior.addHeaders(response.headers, request.headers['origin']);
    const age: [string, string][] = ageSeconds > 0 ? [['age', String(ageSeconds)]] : [];
    const headers = withHeaders(response.headers, [...added, ['x-cache', X_CACHE[source]], ...age]);
    const isKnown = response.status === 200 && isNotModified(request, response);
    return isKnown ? { status: 304, headers, body: Buffer.alloc(0) } : { ...response, headers };
  };
}

function isNotModified({ method, headers }: EdgeRequest, response: EdgeResponse): boolean {
  const etag = headerOf(response, 'etag');
  const known = headers['if-none-match'];
  if (etag === undefined || known === undefined || method !== 'GET') return false;
  return known.split(',').some((tag) => tag.trim() === '*' || weak(tag) === weak(etag));
}

const weak = (tag: string) => tag.trim().replace(/^W\//, '');
