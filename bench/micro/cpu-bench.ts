// Lets tinybench measure by the CPU time of this process. The work of other processes does not count, and neither does waiting for
// an answer.

import { Bench } from 'tinybench';

const readCpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Each task runs this often, however long that takes. */
export const makeCpuBench = (iterations: number): Bench =>
  new Bench({
    now: readCpuMs,
    iterations,
    time: 0,
    warmupIterations: iterations,
    warmupTime: 0,
    throws: true,
  });

/** Returns the median CPU time of a task's runs, in microseconds. */
export function cpuMicrosecondsOf(bench: Bench, task: string): number {
  const result = bench.getTask(task)?.result;
  if (result?.state !== 'completed') throw new Error(`benchmark ${task} was not completed`);
  return result.latency.p50 * 1_000;
}
