// tinybench on the clock of this process's CPU: what others do meanwhile, and waiting for an answer, does not count.

import { Bench } from 'tinybench';

const readCpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Tasks run so often and no longer. */
export const makeCpuBench = (iterations: number): Bench =>
  new Bench({
    now: readCpuMs,
    iterations,
    time: 0,
    warmupIterations: iterations,
    warmupTime: 0,
    throws: true,
  });

/** The median CPU time of a task's runs in microseconds. */
export function cpuMicrosecondsOf(bench: Bench, task: string): number {
  const result = bench.getTask(task)?.result;
  if (result?.state !== 'completed') throw new Error(`benchmark ${task} was not completed`);
  return result.latency.p50 * 1_000;
}
