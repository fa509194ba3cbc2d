// The local cloud's DynamoDB is dynalite, in memory or on a LevelDB directory. LevelDB writes its log without fsync, so
// acknowledged writes survive the end of the process, but not of the machine.

import { Worker } from 'node:worker_threads';
import type { GuardOptions } from '../guard/guard-server.ts';
import type { LocalServer } from '../local-server.ts';
import type { DynamoDBUsage, DynamoDBWorkerData, DynamoDBWorkerMessage } from './worker.ts';

const YOUNG_GENERATION_MB = 16;

export interface DynamoDBOptions extends GuardOptions {
  /** Directory that keeps the tables. Without it they are in memory. */
  readonly dataDir?: string | undefined;
  /** Is told the errors of dynalite that were answered with 500. */
  readonly log?: ((line: string) => void) | undefined;
  /** What AWS's limits are multiplied by. Without it nothing is throttled. */
  readonly scale?: number | undefined;
}

export interface DynamoDBServer extends LocalServer {
  /** Returns what was consumed and refused since the start. It is up to 200 ms old. */
  readUsage(): DynamoDBUsage;
}

/** Thrown when dynalite does not start, for example on a directory that another process uses. */
export class DynamoDBStartError extends Error {
  override readonly name = 'DynamoDBStartError';
}

export async function startDynamoDBServer({
  dataDir,
  accessKeyId,
  log,
  scale,
}: DynamoDBOptions = {}): Promise<DynamoDBServer> {
  const compileCache = process.env['NODE_COMPILE_CACHE'];
  const workerData: DynamoDBWorkerData = { path: dataDir, accessKeyId, scale };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    name: 'dynamodb',
    workerData,
    // Most objects live no longer than a request, so a larger young generation makes nothing faster.
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    env: {
      // dynalite puts both into the ARNs of its tables.
      AWS_ACCOUNT_ID: '000000000000',
      AWS_REGION: 'us-east-1',
      // With a cache of what was compiled before, this thread loads no TypeScript compiler.
      ...(compileCache !== undefined && { NODE_COMPILE_CACHE: compileCache }),
    },
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const message = await new Promise<DynamoDBWorkerMessage>((resolve) => {
    worker.once('message', resolve);
    worker.once('error', (error) => resolve({ failed: describe(error) }));
    void ended.then(() => resolve({ failed: 'the thread ended' }));
  });
  // The thread answers errors of requests itself. Any other error is uncaught from here on and ends the process, because the
  // local cloud cannot go on without its tables.
  worker.removeAllListeners('error');
  if (!('listening' in message)) {
    await worker.terminate();
    const [reason] = ('failed' in message ? message.failed : 'a message came too early').split('\n', 1);
    throw new DynamoDBStartError(`DynamoDB did not start on ${dataDir ?? 'memory'}: ${reason}`);
  }
  let usage: DynamoDBUsage = { resources: [], throttles: {} };
  worker.on('message', (told: DynamoDBWorkerMessage) => {
    if ('usage' in told) usage = told.usage;
    if ('requestFailed' in told) log?.(`DynamoDB: ${told.requestFailed}`);
  });
  return {
    url: `http://127.0.0.1:${message.listening}`,
    readUsage: () => usage,
    async close() {
      worker.postMessage('close');
      await ended;
    },
  };
}

/** Returns the messages of the error and of its causes. LevelDB's own message is a cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${describe(error.cause)}`;
}
