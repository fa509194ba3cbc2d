// The local cloud's SQS and S3 are one fauxqs, in memory or on a SQLite file.

import { type GuardOptions, guardServer } from '../guard/guard-server.ts';
import type { LocalServer } from '../local-server.ts';
import { makeFauxqs } from './fauxqs-parts.ts';
import type { QueueUsage } from './queue-usage.ts';

export interface SqsOptions extends GuardOptions {
  /** Directory that keeps the queues with their messages and the buckets with their objects. Without it they are in memory. */
  readonly dataDir?: string | undefined;
}

export interface SqsServer extends LocalServer {
  /** Returns what waits in each queue that somebody has used. */
  readUsage(): QueueUsage[];
}

export async function startSqsServer({ dataDir, accessKeyId }: SqsOptions = {}): Promise<SqsServer> {
  const { app, readUsage } = makeFauxqs(dataDir);
  guardServer(app.server, { accessKeyId });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    readUsage,
    async close() {
      await app.close();
    },
  };
}
