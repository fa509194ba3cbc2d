// A site that embeds like buttons: it has the built files of the repository and pages of its own.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const BUILT_DIR = join(import.meta.dirname, '..', '..', 'demo', 'built');

export interface EmbeddingSite {
  readonly url: string;
  /** The names of the files that browsers have loaded so far. */
  readonly loaded: string[];
  close(): Promise<void>;
}

interface SiteOptions {
  /** Makes the page that stands at `/`. */
  readonly page: () => string;
  /** Answers forms. */
  readonly answerForm?: (request: Request) => Promise<Response>;
}

export async function startEmbeddingSite({ page, answerForm }: SiteOptions): Promise<EmbeddingSite> {
  const loaded: string[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.destroy(error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST' && answerForm) {
      const answer = await answerForm(await toRequest(request));
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    } else if (pathname.startsWith('/likes/')) {
      const name = pathname.slice('/likes/'.length);
      loaded.push(name);
      const content = await readFile(join(BUILT_DIR, name));
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(content);
    } else if (pathname === '/')
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page());
    else response.writeHead(204).end();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loaded,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function toRequest(request: IncomingMessage): Promise<Request> {
  const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new Request(`http://${request.headers.host}${request.url}`, {
    method: 'POST',
    headers,
    body: Buffer.concat(chunks),
  });
}
