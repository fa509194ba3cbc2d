// Starts the process of a case and waits for its result.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ScaleCase } from './axes.ts';
import type { ScaleResult } from './find-bends.ts';

/** Thrown when the process of a case ends without a result. */
export class ScaleCaseError extends Error {
  override readonly name = 'ScaleCaseError';
}

/** Rejects with a ScaleCaseError, or with an AbortError when the signal ends the run. */
export async function runCase(
  bundleDir: string,
  scaleCase: ScaleCase,
  likes: number,
  signal: AbortSignal,
): Promise<ScaleResult> {
  signal.throwIfAborted();
  const args = [bundleDir, JSON.stringify(scaleCase), String(likes)];
  const child = fork(join(import.meta.dirname, 'case-process.ts'), args, {
    // The function prints its metrics, and nobody reads them.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  try {
    const [result] = (await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new ScaleCaseError(`the process of a case ended with ${String(code)}`);
      }),
    ])) as [ScaleResult];
    return result;
  } finally {
    child.kill();
  }
}
