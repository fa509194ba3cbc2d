// DynamoDB of the local cloud: dynalite, in memory or on a LevelDB directory. LevelDB's log is written without fsync:
// what was acknowledged survives the end of the process, not of the machine.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LocalServer } from '../local-server.ts';
import type { DynamoDBWorkerData, DynamoDBWorkerMessage } from './worker.ts';

export interface DynamoDBOptions {
  /** Directory that keeps the tables; undefined: in memory. */
  readonly dataDir?: string | undefined;
}

/** Thrown where dynalite does not start, for example on a directory that another process uses. */
export class DynamoDBStartError extends Error {
  override readonly name = 'DynamoDBStartError';
}

export async function startDynamoDBServer({ dataDir }: DynamoDBOptions = {}): Promise<LocalServer> {
  const workerData: DynamoDBWorkerData = { path: dataDir };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData,
    // dynalite puts both into the ARNs of its tables.
    env: { AWS_ACCOUNT_ID: '000000000000', AWS_REGION: 'us-east-1' },
  });
  const ended = once(worker, 'exit');
  const message = await Promise.race([
    once(worker, 'message').then(([message]) => message as DynamoDBWorkerMessage),
    ended.then((): DynamoDBWorkerMessage => ({ failed: 'the thread ended' })),
  ]);
  if ('failed' in message) {
    await worker.terminate();
    throw new DynamoDBStartError(`DynamoDB did not start: ${message.failed}`);
  }
  return {
    url: `http://127.0.0.1:${message.listening}`,
    async close() {
      worker.postMessage('close');
      await ended;
    },
  };
}
