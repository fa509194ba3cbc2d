// Runs dynalite in a thread of its own, so that it takes no CPU time from the thread of the gateway.

import { createRequire } from 'node:module';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { guardServer } from '../guard/guard-server.ts';
import { answerFailures, watchLocks } from './failures.ts';

export interface DynamoDBWorkerData {
  /** Directory of the LevelDB store. Without it the tables are in memory. */
  readonly path: string | undefined;
  /** The only access key that is taken. Without it any key is. */
  readonly accessKeyId: string | undefined;
}

export type DynamoDBWorkerMessage =
  | { readonly listening: number }
  | { readonly failed: string }
  | { readonly requestFailed: string };

type Dynalite = (options: { path?: string; createTableMs: number }) => Server;

const requireHere = createRequire(import.meta.url);
const requireOfDynalite = createRequire(requireHere.resolve('dynalite'));
watchLocks(requireOfDynalite('lock') as Parameters<typeof watchLocks>[0]);
const dynalite = requireHere('dynalite') as Dynalite;

const port = parentPort;
const { path, accessKeyId } = workerData as DynamoDBWorkerData;
// By default dynalite takes half a second for each new table. Tables are made before anyone uses them, so they need no time.
const server = dynalite({ ...(path !== undefined && { path }), createTableMs: 0 });

answerFailures(server, (error) => {
  const requestFailed = error instanceof Error ? (error.stack ?? error.message) : String(error);
  port?.postMessage({ requestFailed } satisfies DynamoDBWorkerMessage);
});
guardServer(server, { accessKeyId });
server.on('error', (error) => port?.postMessage({ failed: error.message } satisfies DynamoDBWorkerMessage));
server.listen(0, '127.0.0.1', () => void announce((server.address() as AddressInfo).port));

/** Sends a first request before the server is announced. dynalite opens its store only then, and may fail to. */
async function announce(listening: number) {
  const headers = {
    'x-amz-target': 'DynamoDB_20120810.ListTables',
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20000101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId ?? 'a'}/b/c/d/e, SignedHeaders=host, Signature=f`,
  };
  const answer = await fetch(`http://127.0.0.1:${listening}`, { method: 'POST', headers, body: '{}' });
  const message = answer.ok ? { listening } : { failed: await answer.text() };
  port?.postMessage(message satisfies DynamoDBWorkerMessage);
}

// Closing waits for pending writes and closes LevelDB. The thread ends once its message port is closed.
port?.once('message', () => {
  server.close(() => port.close());
  server.closeAllConnections();
});
