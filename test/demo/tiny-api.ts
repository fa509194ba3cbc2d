// Serves the demo's folder and an API in memory. The API counts likes after a while, as the real one does, and fails on demand.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { uuidv7 } from 'uuidv7';

const DEMO_DIR = join(import.meta.dirname, '..', '..', 'demo');
const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
};

export interface TinyApi {
  readonly url: string;
  /** Likes by post and visitor token. */
  readonly likes: Map<string, Set<string>>;
  /** The tokens of the visitors that the API knows. */
  readonly visitors: Set<string>;
  /** Method and path of each API call so far. */
  readonly calls: string[];
  /** Answers every API call with this status while it is set. */
  failWith: number | undefined;
  /** Leaves accepted likes uncounted while it is unset. */
  counting: boolean;
  close(): Promise<void>;
}

export async function startTinyApi(): Promise<TinyApi> {
  const accepted: (() => void)[] = [];
  let asOf: string | null = null;

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/v1/')) answerApi(request, response, pathname, searchParams);
    else void answerFile(response, pathname);
  });

  function answerApi(
    { method, headers }: IncomingMessage,
    response: ServerResponse,
    pathname: string,
    query: URLSearchParams,
  ) {
    api.calls.push(`${method} ${pathname}`);
    if (api.failWith) return answer(response, api.failWith, { detail: 'The tiny API was told to fail' });
    if (pathname === '/v1/visitors') {
      const token = `visitor-${api.visitors.size}`;
      api.visitors.add(token);
      return answer(response, 201, { token, expiresAt: '2030-01-01T00:00:00Z' });
    }
    const token = headers.authorization?.replace('Bearer ', '');
    if (token !== undefined && !api.visitors.has(token))
      return answer(response, 401, { title: 'Unauthorized' });
    if (method === 'GET') {
      countAccepted();
      const posts = (query.get('posts') ?? '').split(',').map((postId) => ({
        postId,
        count: api.likes.get(postId)?.size ?? 0,
        asOf,
        ...(token && { liked: api.likes.get(postId)?.has(token) ?? false }),
      }));
      return answer(response, 200, { posts });
    }
    if (token === undefined) return answer(response, 401, { title: 'Unauthorized' });
    const postId = pathname.split('/')[3] ?? '';
    accepted.push(() => {
      const likers = api.likes.get(postId) ?? new Set();
      api.likes.set(postId, likers);
      if (method === 'PUT') likers.add(token);
      else likers.delete(token);
    });
    return answer(response, 202, { id: uuidv7(), state: 'accepted' });
  }

  function countAccepted() {
    if (!api.counting || accepted.length === 0) return;
    for (const apply of accepted.splice(0)) apply();
    asOf = new Date(Date.now() + 1).toISOString();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api: TinyApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    likes: new Map(),
    visitors: new Set(),
    calls: [],
    failWith: undefined,
    counting: true,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return api;
}

function answer(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function answerFile(response: ServerResponse, pathname: string) {
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  const content = await readFile(join(DEMO_DIR, name)).catch(() => undefined);
  const type = CONTENT_TYPES[extname(name)];
  if (content && type) response.writeHead(200, { 'content-type': type }).end(content);
  else response.writeHead(404).end();
}
