// Starts dynalite, with what the local cloud adds to it, in a process of its own.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { StoreServer } from './server.ts';

/** Thrown when the process of dynalite ends before it listens. */
export class DynaliteError extends Error {
  override readonly name = 'DynaliteError';
}

export async function startDynalite(signal?: AbortSignal): Promise<StoreServer> {
  const child = fork(join(import.meta.dirname, 'dynalite-process.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const exited = once(child, 'exit');
  async function close() {
    child.kill('SIGKILL');
    await exited;
  }
  try {
    const [url] = (await Promise.race([
      once(child, 'message', signal && { signal }),
      exited.then(([code]) => {
        throw new DynaliteError(`dynalite ended with ${String(code)}`);
      }),
    ])) as [string];
    return { name: 'dynalite', url, hasTransactions: false, close };
  } catch (error) {
    await close();
    throw error;
  }
}
