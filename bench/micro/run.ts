// Starts the process of the micro benchmarks and waits for their results.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { QUICK } from './iterations.ts';
import type { MicroResults } from './micro-result.ts';

/** Thrown when the process of the micro benchmarks ends without a result. */
export class MicroBenchError extends Error {
  override readonly name = 'MicroBenchError';
}

/** Rejects with a MicroBenchError, or with an AbortError when the signal ends the run. */
export async function runMicroBenchmarks(
  assemblyDir: string,
  quick: boolean,
  signal: AbortSignal,
): Promise<MicroResults> {
  const child = fork(join(import.meta.dirname, 'main.ts'), [assemblyDir, ...(quick ? [QUICK] : [])], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  try {
    const [results] = (await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new MicroBenchError(`the micro benchmarks ended with ${String(code)}`);
      }),
    ])) as [MicroResults];
    return results;
  } finally {
    child.kill();
  }
}
