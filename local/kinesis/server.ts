// The local cloud's Kinesis, in the SDK's own protocol (JSON 1.1). It exists because no package enforces a shard's limits. An
// operation runs to its end without waiting for anything, so operations do not overlap. An unknown operation is refused by name.

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type GuardOptions, guardServer } from '../guard/guard-server.ts';
import type { LocalServer } from '../local-server.ts';
import { listenOnLoopback } from '../listen-on-loopback.ts';
import type { ActionContext } from './action.ts';
import { actions } from './actions.ts';
import { KinesisError } from './kinesis-error.ts';
import { AWS_SHARD_LIMITS, type ShardLimits } from './shard-limits.ts';
import { readStreamUsage, type ShardUsage } from './stream-usage.ts';
import { StreamStore } from './stream-store.ts';

export interface KinesisOptions extends GuardOptions {
  /** Directory that keeps the streams and their records. Without it they are in memory. */
  readonly dataDir?: string | undefined;
  readonly limits?: ShardLimits;
  readonly now?: () => number;
  readonly port?: number;
}

export interface KinesisServer extends LocalServer {
  /** Returns what the shards have taken and refused since the start. */
  readUsage(): ShardUsage[];
}

const TARGET_PREFIX = 'Kinesis_20131202.';
/** The largest PutRecords has 10 MiB of data in base64, and 500 partition keys with their JSON. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

export async function startKinesisServer({
  dataDir,
  limits = AWS_SHARD_LIMITS,
  now = Date.now,
  port = 0,
  accessKeyId,
}: KinesisOptions = {}): Promise<KinesisServer> {
  const streams = new StreamStore({ dataDir, limits, now });
  const server = createServer((request, response) => handle(request, response, { streams, now }));
  guardServer(server, { accessKeyId });
  const listening = await listenOnLoopback(server, port);
  return {
    url: listening.url,
    readUsage: () => streams.all().flatMap(readStreamUsage),
    async close() {
      await listening.close();
      streams.close();
    },
  };
}

function handle(request: IncomingMessage, response: ServerResponse, context: ActionContext): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  });
  request.on('end', () => {
    const { status, body } =
      bytes > MAX_BODY_BYTES
        ? { status: 413, body: { __type: 'RequestEntityTooLargeException' } }
        : answer(request.headers['x-amz-target'], Buffer.concat(chunks).toString(), context);
    const text = JSON.stringify(body);
    response.writeHead(status, {
      'content-type': 'application/x-amz-json-1.1',
      'content-length': Buffer.byteLength(text),
      'x-amzn-requestid': randomUUID(),
    });
    response.end(text);
  });
}

function answer(target: string | string[] | undefined, body: string, context: ActionContext) {
  const name = String(target).replace(TARGET_PREFIX, '');
  try {
    const action = actions.get(name);
    if (!action)
      throw new KinesisError('UnknownOperationException', `${name} is not supported by the local cloud`);
    return { status: 200, body: action(readInput(body), context) };
  } catch (error) {
    if (error instanceof KinesisError)
      return { status: 400, body: { __type: error.name, message: error.message } };
    return { status: 500, body: { __type: 'InternalFailure', message: String(error) } };
  }
}

function readInput(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new KinesisError('SerializationException', 'The request is not JSON.');
  }
}
