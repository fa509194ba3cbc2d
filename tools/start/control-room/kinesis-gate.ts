// Stands between the functions and Kinesis, and refuses puts to one stream for a while, as its shards would above their limits.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'undici';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import type { LocalServer } from '../../../local/local-server.ts';

export interface KinesisGate {
  /** Starts the server before Kinesis. */
  open(url: string): Promise<LocalServer>;
  /** @param untilMs in milliseconds since 1970 */
  close(streamName: string, untilMs: number): void;
  readonly isClosed: boolean;
}

// source: Kinesis API reference, PutRecord
const THROTTLED = JSON.stringify({
  __type: 'ProvisionedThroughputExceededException',
  message: 'Rate exceeded for the shard',
});

/** These belong to one connection, not to the request. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

export function makeKinesisGate(now: () => number = Date.now): KinesisGate {
  let closed: { readonly streamName: string; readonly untilMs: number } | undefined;
  const isClosed = () => closed !== undefined && now() < closed.untilMs;
  const refuses = (operation: string, body: Buffer) =>
    isClosed() && /\.PutRecords?$/.test(operation) && body.includes(`"${closed?.streamName}"`);

  return {
    get isClosed() {
      return isClosed();
    },
    close(streamName, untilMs) {
      closed = { streamName, untilMs };
    },
    async open(url) {
      const pool = new Pool(url);
      const serve = async (request: IncomingMessage, response: ServerResponse) => {
        const body = await readAll(request);
        if (refuses(String(request.headers['x-amz-target']), body)) {
          response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(THROTTLED);
          return;
        }
        const { url: path = '/', headers } = request;
        const answer = await pool.request({
          path,
          method: 'POST',
          headers: withoutConnection(headers),
          body,
        });
        response.writeHead(answer.statusCode, withoutConnection(answer.headers));
        response.end(Buffer.from(await answer.body.arrayBuffer()));
      };
      const server = createServer((request, response) => {
        // A service that is closing does not answer, so neither does its gate.
        serve(request, response).catch(() => response.destroy());
      });
      const listening = await listenOnLoopback(server);
      return {
        url: listening.url,
        async close() {
          await listening.close();
          await pool.destroy();
        },
      };
    },
  };
}

function withoutConnection(headers: NodeJS.Dict<string | string[]>): NodeJS.Dict<string | string[]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name)));
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
