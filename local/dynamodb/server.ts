// DynamoDB of the local cloud: dynalite, in memory or on a LevelDB directory. LevelDB's log is written without fsync:
// what was acknowledged survives the end of the process, not of the machine.

import { Worker } from 'node:worker_threads';
import type { LocalServer } from '../local-server.ts';
import type { DynamoDBWorkerData, DynamoDBWorkerMessage } from './worker.ts';

const YOUNG_GENERATION_MB = 16;

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
    name: 'dynamodb',
    workerData,
    // Most of what it makes is gone after a request: room for more of that makes nothing faster.
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    // dynalite puts both into the ARNs of its tables.
    env: { AWS_ACCOUNT_ID: '000000000000', AWS_REGION: 'us-east-1' },
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const message = await new Promise<DynamoDBWorkerMessage>((resolve) => {
    worker.once('message', resolve);
    worker.once('error', (error) => resolve({ failed: describe(error) }));
    void ended.then(() => resolve({ failed: 'the thread ended' }));
  });
  // From here on an error of the thread is uncaught, and ends the process: without its tables there is nothing to go on with.
  worker.removeAllListeners('error');
  if ('failed' in message) {
    await worker.terminate();
    throw new DynamoDBStartError(`DynamoDB did not start on ${dataDir ?? 'memory'}: ${message.failed}`);
  }
  return {
    url: `http://127.0.0.1:${message.listening}`,
    async close() {
      worker.postMessage('close');
      await ended;
    },
  };
}

/** The error and its causes: what LevelDB has to say is a cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${describe(error.cause)}`;
}
