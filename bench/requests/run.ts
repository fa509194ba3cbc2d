// Starts the process that measures, and gathers its results.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Cost } from './cost.ts';
import type { Rounds } from './measure.ts';

/** Thrown when the process ends before it has measured everything. It has said why. */
export class RequestsBenchError extends Error {
  override readonly name = 'RequestsBenchError';
}

/** Rejects with a RequestsBenchError, or with an AbortError when the signal ends the run. */
export async function measureRequests(
  assemblyDir: string,
  { rounds, requests }: Rounds,
  signal: AbortSignal,
  onCost: (done: number) => void,
): Promise<Cost[]> {
  const child = fork(
    join(import.meta.dirname, 'measure-process.ts'),
    [assemblyDir, String(rounds), String(requests)],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] },
  );
  const costs: Cost[] = [];
  child.on('message', (message: Cost | 'done') => {
    if (message !== 'done') onCost(costs.push(message));
  });
  try {
    const [code] = (await once(child, 'exit', { signal })) as [number | null];
    if (code !== 0) throw new RequestsBenchError(`the measuring process ended with ${code}`);
    return costs;
  } finally {
    child.kill();
  }
}
