// Runs in a worker thread. It runs the seeds that it is sent, and answers with their results.

import { parentPort, workerData } from 'node:worker_threads';
import type { Mutant } from '../mutants.ts';
import { runSeeds, type Seeds } from '../run-seeds.ts';

const { mutant } = workerData as { mutant: Mutant | undefined };

parentPort?.on('message', (seeds: Seeds) => {
  void runSeeds(seeds, mutant).then((result) => parentPort?.postMessage(result));
});
