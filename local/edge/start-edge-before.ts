// Starts the edge before the HTTP API, if the templates have a distribution.

import type { Closers } from '../closers.ts';
import { makeCors } from '../gateway/cors.ts';
import { LOCAL_CLOUD_PATH } from '../gateway/server.ts';
import type { LocalServer } from '../local-server.ts';
import type { HttpApiParts } from '../resources/http-api-parts.ts';
import { makeApiOrigin } from './api-origin.ts';
import type { EdgeCounters } from './edge-load.ts';
import type { EdgeParts } from './edge-parts.ts';
import { startEdge } from './server.ts';

interface StartOptions {
  readonly edge: EdgeParts;
  readonly httpApi: HttpApiParts;
  readonly edgeCounters: EdgeCounters;
  readonly port: number | undefined;
  readonly log: (line: string) => void;
}

/** Returns undefined if there is no distribution. Rejects with `EADDRINUSE` if the port is taken. */
export async function startEdgeBefore(
  apiUrl: string,
  { edge, httpApi: { cors }, edgeCounters, port, log }: StartOptions,
  closers: Closers,
): Promise<LocalServer | undefined> {
  if (!edge.distribution) return undefined;
  const api = makeApiOrigin(apiUrl);
  closers.add(async () => api.close());
  edge.api = api.ask;
  const server = await startEdge(edge.distribution, {
    port,
    counters: edgeCounters,
    cors: cors && makeCors(cors),
    // The gateway answers under its own name only.
    local: { path: LOCAL_CLOUD_PATH, answer: (request) => api.ask({ ...request, headers: {} }) },
    log,
  });
  closers.add(() => server.close());
  log(`edge: before the API at ${apiUrl}`);
  return server;
}
