// A server that does to each request whatever the next script says. The scripts are those of a server that fails.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Script = (response: ServerResponse, socket: Socket) => void;

export const ACKNOWLEDGED = { SequenceNumber: '1', ShardId: 'shardId-000000000000' };

export const acknowledge: Script = (response) => void response.end(JSON.stringify(ACKNOWLEDGED));

export const answer =
  (status: number, body: string | object, headers: Record<string, string> = {}): Script =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const reset: Script = (_, socket) => void socket.resetAndDestroy();

export const neverAnswer: Script = () => {};

export interface MisbehavingServer {
  readonly url: string;
  readonly requests: readonly { readonly headers: IncomingMessage['headers']; readonly url: string }[];
  /** Returns how many connections were ever opened. */
  readonly connections: () => number;
  /** The last script is for all requests that follow. */
  follow(...scripts: Script[]): void;
  /** Closes the connections that no request uses. Resolves when their clients can know. */
  closeIdleConnections(): void;
  close(): Promise<void>;
}

export async function startMisbehavingServer(): Promise<MisbehavingServer> {
  let scripts: Script[] = [acknowledge];
  let connections = 0;
  const requests: MisbehavingServer['requests'][number][] = [];
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      requests.push({ headers: request.headers, url: request.url ?? '' });
      const [script = acknowledge] = scripts;
      if (scripts.length > 1) scripts.shift();
      script(response, request.socket);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    follow: (...next) => void (scripts = next),
    closeIdleConnections: () => server.closeIdleConnections(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
