// Keeps answers and asks the origin as little as CloudFront does: once for all who ask for one thing at the same time, and with the
// ETag of what it has.

import { type EdgeResponse, headerOf, withHeaders } from './edge-message.ts';
import type { Lifetime } from './lifetime.ts';

/** Where an answer came from. `collapsed` shared the request of another one, `refresh` was found to be unchanged. */
export type Source = 'hit' | 'stale' | 'miss' | 'refresh' | 'collapsed' | 'passed';

export interface Cached {
  readonly source: Source;
  readonly response: EdgeResponse;
  /** How long the answer has been kept. */
  readonly ageSeconds: number;
}

export interface Lookup {
  readonly key: string;
  /** Asks the origin. With an ETag, the origin may answer 304. */
  readonly fetch: (etag: string | undefined) => Promise<EdgeResponse>;
  readonly lifetimeOf: (response: EdgeResponse) => Lifetime;
}

interface Entry extends Lifetime {
  readonly response: EdgeResponse;
  readonly storedAtMs: number;
}

interface Fetched {
  readonly response: EdgeResponse;
  readonly kept: boolean;
  readonly refreshed: boolean;
}

export interface CacheOptions {
  readonly now: () => number;
  /** How many answers are kept. The one that was used longest ago goes first. */
  readonly mostEntries: number;
}

export function makeResponseCache({ now, mostEntries }: CacheOptions) {
  const entries = new Map<string, Entry>();
  const fetching = new Map<string, Promise<Fetched>>();

  function store(key: string, entry: Entry) {
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest);
  }

  async function fetchNow({ key, fetch, lifetimeOf }: Lookup): Promise<Fetched> {
    const old = entries.get(key);
    const answer = await fetch(old && headerOf(old.response, 'etag'));
    const refreshed = answer.status === 304 && old !== undefined;
    const response = refreshed
      ? { ...old.response, headers: withHeaders(old.response.headers, answer.headers) }
      : answer;
    const lifetime = lifetimeOf(response);
    const kept = lifetime.freshMs > 0;
    if (kept) store(key, { ...lifetime, response, storedAtMs: now() });
    else entries.delete(key);
    return { response, kept, refreshed };
  }

  /** All who ask meanwhile get the same promise. */
  function fetchOnce(lookup: Lookup): Promise<Fetched> {
    const fetched = fetchNow(lookup).finally(() => fetching.delete(lookup.key));
    fetching.set(lookup.key, fetched);
    return fetched;
  }

  async function ask(lookup: Lookup): Promise<Cached> {
    const { response, kept, refreshed } = await fetchOnce(lookup);
    const source = refreshed ? 'refresh' : kept ? 'miss' : 'passed';
    return { source, response, ageSeconds: 0 };
  }

  return {
    /** Rejects as the origin does. */
    async answer(lookup: Lookup): Promise<Cached> {
      const { key } = lookup;
      const entry = entries.get(key);
      const ageMs = entry ? now() - entry.storedAtMs : 0;
      if (entry && ageMs < entry.freshMs + entry.staleMs) {
        store(key, entry);
        const isFresh = ageMs < entry.freshMs;
        // Whoever gets the old answer does not wait for the new one, and learns nothing of its failure.
        if (!isFresh && !fetching.has(key)) fetchOnce(lookup).catch(() => undefined);
        const source = isFresh ? 'hit' : 'stale';
        return { source, response: entry.response, ageSeconds: Math.floor(ageMs / 1_000) };
      }
      const other = fetching.get(key);
      if (!other) return ask(lookup);
      const { response, kept } = await other;
      // What may not be kept is for one person, and is not shared.
      return kept
        ? { source: 'collapsed', response, ageSeconds: 0 }
        : ask({ ...lookup, key: `${key} alone` });
    },
  };
}

export type ResponseCache = ReturnType<typeof makeResponseCache>;
