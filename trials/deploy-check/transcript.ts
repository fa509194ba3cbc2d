// Records what a system answers to a list of requests, without the parts that vary: tokens, times, made-up ids, counts.

import { Pool } from 'undici';
import type { Visitors } from '../../traffic/visitors.ts';
import type { Exchange } from './exchanges.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

interface RecordOptions {
  readonly visitors: Visitors;
  readonly signal: AbortSignal;
  readonly concurrency?: number | undefined;
  readonly onReply?: () => void;
}

/** The headers that a client acts on. */
const HEADERS = ['content-type', 'cache-control', 'vary', 'allow', 'www-authenticate', 'retry-after'];

const CONCURRENCY = 8;

/** Returns the replies in the order of the exchanges. No request is retried. */
export async function recordReplies(
  url: string,
  exchanges: readonly Exchange[],
  { visitors, signal, concurrency = CONCURRENCY, onReply }: RecordOptions,
): Promise<Reply[]> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: concurrency });
  const basePath = pathname.replace(/\/+$/, '');
  const replies: Reply[] = [];

  async function exchange({ as, path, ...request }: Exchange): Promise<Reply> {
    const token = as === undefined ? undefined : await visitors.tokenOf(as, signal);
    const { statusCode, headers, body } = await pool.request({
      ...(request as { method: 'GET' }),
      path: basePath + path,
      headers: { ...request.headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    });
    const text = await body.text();
    // The content type of an answer without a body says nothing.
    const names = text === '' ? HEADERS.filter((name) => name !== 'content-type') : HEADERS;
    return {
      status: statusCode,
      headers: Object.fromEntries(names.map((name) => [name, withoutHeat(headers[name]?.toString())])),
      body: comparable(text, `${path} ${request.body ?? ''} ${request.headers?.['idempotency-key'] ?? ''}`),
    };
  }

  const pending = exchanges.entries();
  async function exchangeOneAfterTheOther(): Promise<void> {
    for (const [index, each] of pending) {
      signal.throwIfAborted();
      replies[index] = await exchange(each);
      onReply?.();
    }
  }
  try {
    await Promise.all(Array.from({ length: concurrency }, exchangeOneAfterTheOther));
  } finally {
    await pool.close();
  }
  return replies;
}

/** How long caches may keep a count depends on when it last moved. */
const withoutHeat = (header: string | undefined) =>
  header?.replaceAll(/(max-age|stale-while-revalidate)=\d+/g, '$1=seconds');

/** The values of these fields depend on time or on chance. */
const VARYING = new Set(['count', 'asOf', 'liked', 'token', 'expiresAt', 'serverTime', 'receipt']);

/** Replaces each value that varies by its type. Ids that the request named are kept. */
export function comparable(text: string, sent: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === 'asOf') return 'time or null';
      // On a slow machine a stream may take longer than a like waits for it. Then the like goes into the queue.
      if (key === 'state' && (value === 'accepted' || value === 'queued')) return 'accepted or queued';
      if (VARYING.has(key)) return typeof value;
      return key === 'id' && !sent.includes(String(value)) ? 'a new id' : value;
    }) as unknown;
  } catch {
    return text;
  }
}

export interface Difference {
  readonly exchange: Exchange;
  readonly expected: Reply;
  readonly came: Reply;
}

/** Returns the exchanges in which `came` differs from `expected`. */
export function compareReplies(
  exchanges: readonly Exchange[],
  expected: readonly Reply[],
  came: readonly Reply[],
): Difference[] {
  return exchanges.flatMap((exchange, index) => {
    const [one, other] = [expected[index], came[index]];
    if (!one || !other || JSON.stringify(one) === JSON.stringify(other)) return [];
    return [{ exchange, expected: one, came: other }];
  });
}
