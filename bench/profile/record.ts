// Records what every thread of this process does. It must be imported before threads are started, because it has to see
// them start.

import { startCpuProfile } from 'node:v8';
import type { Worker } from 'node:worker_threads';

/** The name of a thread, and its profile as --cpu-prof writes it (JSON). */
export interface ThreadProfile {
  readonly thread: string;
  readonly profileJson: string;
}

export interface Session {
  stop(): Promise<ThreadProfile[]>;
}

const workers = new Set<Worker>();
process.on('worker', (worker: Worker) => {
  workers.add(worker);
  worker.once('exit', () => workers.delete(worker));
});

/** Profiles the main thread and the threads that run now. */
export async function startProfiling(): Promise<Session> {
  const threads = await Promise.all(
    [...workers].map(async (worker) => ({
      thread: worker.threadName ?? 'unnamed',
      handle: await worker.startCpuProfile(),
    })),
  );
  const main = startCpuProfile();
  return {
    async stop() {
      const profiles = [{ thread: 'main', profileJson: main.stop() ?? '' }];
      for (const { thread, handle } of threads) profiles.push({ thread, profileJson: await handle.stop() });
      return profiles;
    },
  };
}
