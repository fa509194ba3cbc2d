// Runs schedules in worker threads until one of them finds an error, all have run, or the caller stops the search.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Mutant } from '../mutants.ts';
import type { Seeds, SeedsResult } from '../run-seeds.ts';
import { Tally } from '../tally.ts';

/** This many seeds keep a worker busy for a tenth of a second. */
const SEEDS_AT_A_TIME = 250;

export interface Search extends Seeds {
  readonly mutant: Mutant | undefined;
  readonly workers: number;
  readonly stop: AbortSignal;
  readonly onProgress: (schedules: number) => void;
}

export interface SearchResult {
  readonly schedules: number;
  /** The smallest seed that fails, whatever the number of workers is; undefined when none fails. */
  readonly failingSeed: number | undefined;
  readonly tally: Tally;
}

export async function search({
  first,
  count,
  mutant,
  workers,
  stop,
  onProgress,
}: Search): Promise<SearchResult> {
  const tally = new Tally();
  let schedules = 0;
  let failingSeed: number | undefined;
  let next = first;

  async function work(): Promise<void> {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: { mutant } });
    try {
      while (next < first + count && failingSeed === undefined && !stop.aborted) {
        const seeds: Seeds = { first: next, count: Math.min(SEEDS_AT_A_TIME, first + count - next) };
        next += seeds.count;
        worker.postMessage(seeds);
        const [result] = (await once(worker, 'message')) as [SeedsResult];
        tally.addAll(result.counts);
        schedules += result.schedules;
        if (result.failingSeed !== undefined)
          failingSeed = Math.min(failingSeed ?? Number.POSITIVE_INFINITY, result.failingSeed);
        onProgress(schedules);
      }
    } finally {
      await worker.terminate();
    }
  }

  await Promise.all(Array.from({ length: workers }, work));
  return { schedules, failingSeed, tally };
}
