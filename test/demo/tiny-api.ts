// Serves the page and an API in memory. The API counts likes after a while and reads ids as the real one does, and it fails
// on demand.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { uuidv7 } from 'uuidv7';
import type { Challenge } from '../../core/challenge/challenge.ts';
import { eventIdTimeMs, isEventId } from '../../core/likes/event-id.ts';
import { keepPageFresh } from '../../tools/page/keep-page-fresh.ts';
import { startTinyLive, type TinyLive } from './tiny-live.ts';

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** With live counts the API counts by itself, and without them when it is asked. */
const COUNTING_MS = 100;
const MAX_AHEAD_MS = 5_000;

/** A token that was renewed ends with it. Without it, it names the person. */
const RENEWED = '-renewed';
const personOf = (token: string) => token.replaceAll(RENEWED, '');
const MAX_AGE_MS = 24 * 60 * 60 * 1_000;

export interface Action {
  readonly token: string;
  readonly postId: string;
  readonly op: 'like' | 'unlike';
  readonly id: string;
}

export interface TinyApi {
  readonly url: string;
  /** The tokens of the people who like a post, by post. */
  readonly likes: Map<string, Set<string>>;
  /** The tokens of the visitors that the API knows. */
  readonly visitors: Set<string>;
  /** Those that are refused, and may be renewed. */
  readonly expired: Set<string>;
  /** Method and path of each API call so far. */
  readonly calls: string[];
  /** The posts that each read so far named. */
  readonly reads: string[][];
  /** What was accepted, in the order of its arrival. A repeated request is here twice. */
  readonly actions: Action[];
  /** The `Idempotency-Key` of each like and unlike so far, accepted or not. */
  readonly keys: string[];
  /** What a new visitor must solve first. */
  challenge: Challenge | undefined;
  /** Answers every API call with this status while it is set. */
  failWith: number | undefined;
  /** How many seconds an answer of `failWith` asks the client to wait. */
  retryAfterSeconds: number | undefined;
  /** When each like and unlike arrived, in milliseconds since 1970, beside `keys`. */
  readonly keysAtMs: number[];
  /** Leaves accepted likes uncounted while it is unset. */
  counting: boolean;
  /** Accepts likes without an answer: it closes the connection. */
  losingAnswers: boolean;
  /** Answers every API call with this page, as the network of a hotel does. */
  portal: string | undefined;
  /** Milliseconds that each answer of the API takes. */
  delayMs: number;
  /** How long a stranger's counts may be kept. */
  maxAgeSeconds: number | undefined;
  /** The headers that a page of another origin may read. */
  exposedHeaders: string;
  readonly live: TinyLive;
  /** Somebody else likes the post, and whoever watches it is told. */
  like(postId: string, person: string): void;
  close(): Promise<void>;
}

export async function startTinyApi(): Promise<TinyApi> {
  const pageDir = await keepPageFresh();
  const uncounted: Action[] = [];
  /** The greatest id of each person and post, and with it who likes what. */
  const latest = new Map<string, string>();
  let asOf: string | null = null;

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith('/v1/')) void answerFile(response, join(pageDir, pathname));
    // It has no posts of its own, so the page shows those that it brings along.
    else if (pathname === '/v1/posts') answer(allowOrigin(request, response), 200, { posts: [] });
    else if (request.method === 'OPTIONS') allowOrigin(request, response).writeHead(204).end();
    else {
      allowOrigin(request, response);
      setTimeout(() => void answerApi(request, response, pathname, searchParams), api.delayMs);
    }
  });

  function allowOrigin({ headers }: IncomingMessage, response: ServerResponse): ServerResponse {
    if (headers.origin === undefined) return response;
    return response
      .setHeader('access-control-allow-origin', headers.origin)
      .setHeader('access-control-expose-headers', api.exposedHeaders)
      .setHeader('access-control-allow-headers', 'authorization, idempotency-key')
      .setHeader('access-control-allow-methods', 'GET, PUT, DELETE, POST');
  }

  async function answerApi(
    { method, headers, socket }: IncomingMessage,
    response: ServerResponse,
    pathname: string,
    query: URLSearchParams,
  ) {
    api.calls.push(`${method} ${pathname}`);
    const key = headers['idempotency-key']?.toString();
    if (key !== undefined) {
      api.keys.push(key);
      api.keysAtMs.push(Date.now());
    }
    if (api.portal !== undefined)
      return response.writeHead(200, { 'content-type': 'text/html' }).end(api.portal);
    if (api.retryAfterSeconds !== undefined) response.setHeader('retry-after', String(api.retryAfterSeconds));
    if (api.failWith) return answer(response, api.failWith, { detail: 'The tiny API was told to fail' });
    if (pathname === '/v1/challenges') return answer(response, 201, await api.challenge?.pose());
    if (pathname === '/v1/visitors' && api.challenge && !headers.authorization?.startsWith('Bearer ')) {
      const solution = headers.authorization?.replace('Solution ', '') ?? '';
      delete headers.authorization;
      if (!(await api.challenge.isSolvedBy(solution)))
        return answer(response, 401, { challenge: '/v1/challenges' });
    }
    if (pathname === '/v1/visitors') {
      const old = headers.authorization?.replace('Bearer ', '');
      if (old !== undefined && !api.visitors.has(old) && !api.expired.has(old))
        return answer(response, 401, { title: 'Unauthorized' });
      const token =
        old === undefined ? `visitor-${api.visitors.size}` : api.expired.has(old) ? old + RENEWED : old;
      api.visitors.add(token);
      return answer(response, 201, { token, expiresAt: '2030-01-01T00:00:00Z' });
    }
    const token = headers.authorization?.replace('Bearer ', '');
    if (token !== undefined && !api.visitors.has(token))
      return answer(response, 401, { title: 'Unauthorized' });
    if (pathname === '/v1/live') return answer(response, 200, api.live.answerLive(headers.host ?? ''));
    if (method === 'GET') {
      countAccepted();
      api.reads.push(query.getAll('post'));
      const posts = query.getAll('post').map((postId) => ({
        ...countOf(postId),
        ...(token && { liked: api.likes.get(postId)?.has(personOf(token)) ?? false }),
      }));
      if (api.maxAgeSeconds !== undefined && token === undefined)
        response.setHeader('cache-control', `public, max-age=${api.maxAgeSeconds}`);
      return answer(response, 200, { posts });
    }
    if (token === undefined) return answer(response, 401, { title: 'Unauthorized' });
    const problem = key === undefined ? undefined : problemOf(key);
    if (problem !== undefined) return answer(response, 400, problem);
    const id = key ?? uuidv7();
    const action: Action = {
      token: personOf(token),
      postId: decodeURIComponent(pathname.split('/')[3] ?? ''),
      op: method === 'PUT' ? 'like' : 'unlike',
      id,
    };
    api.actions.push(action);
    uncounted.push(action);
    if (api.live.isOn) setTimeout(countAccepted, COUNTING_MS);
    if (api.losingAnswers) return socket.destroy();
    return answer(response, 202, { id, state: 'accepted' });
  }

  const countOf = (postId: string) => ({ postId, count: api.likes.get(postId)?.size ?? 0, asOf });

  function countAccepted() {
    if (!api.counting || uncounted.length === 0) return;
    const counted = uncounted.splice(0);
    for (const { token, postId, op, id } of counted) {
      const row = `${token} ${postId}`;
      if ((latest.get(row) ?? '') >= id) continue;
      latest.set(row, id);
      const likers = api.likes.get(postId) ?? new Set();
      api.likes.set(postId, likers);
      if (op === 'like') likers.add(token);
      else likers.delete(token);
    }
    tellOf(counted.map(({ postId }) => postId));
  }

  function tellOf(postIds: readonly string[]) {
    asOf = new Date(Date.now() + 1).toISOString();
    api.live.push(new Set(postIds));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api: TinyApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    likes: new Map(),
    visitors: new Set(),
    expired: new Set(),
    calls: [],
    reads: [],
    actions: [],
    keys: [],
    challenge: undefined,
    failWith: undefined,
    retryAfterSeconds: undefined,
    keysAtMs: [],
    counting: true,
    losingAnswers: false,
    portal: undefined,
    delayMs: 0,
    maxAgeSeconds: undefined,
    exposedHeaders: 'date, retry-after',
    live: startTinyLive(server, { isVisitor: (token) => api.visitors.has(token), countOf }),
    like(postId, person) {
      api.likes.set(postId, (api.likes.get(postId) ?? new Set()).add(person));
      tellOf([postId]);
    },
    close: () =>
      new Promise((resolve) => {
        api.live.cut();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return api;
}

/** What the API answers to a key that it refuses. */
function problemOf(key: string): object | undefined {
  const nowMs = Date.now();
  const aheadMs = isEventId(key) ? eventIdTimeMs(key) - nowMs : Number.NaN;
  if (aheadMs <= MAX_AHEAD_MS && aheadMs >= -MAX_AGE_MS) return undefined;
  return {
    title: 'Bad Request',
    detail: 'Idempotency-Key: the id is too far ahead, too old, or no UUIDv7',
    errors: [{ field: 'Idempotency-Key', detail: 'the id is too far ahead, too old, or no UUIDv7' }],
    serverTime: new Date(nowMs).toISOString(),
  };
}

function answer(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function answerFile(response: ServerResponse, path: string) {
  const file = path.endsWith('/') ? join(path, 'index.html') : path;
  const content = await readFile(file).catch(() => undefined);
  const type = CONTENT_TYPES[extname(file)];
  if (content && type) response.writeHead(200, { 'content-type': type }).end(content);
  else response.writeHead(404).end();
}
