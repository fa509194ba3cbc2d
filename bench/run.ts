// Runs one whole benchmark: it starts a local cloud for each side, measures every arrival on both in turns, and then takes
// the profiles and measures the hot paths alone.

import { rm } from 'node:fs/promises';
import { makeClosers } from '../local/closers.ts';
import { synthesizeApp } from '../local/run-app.ts';
import { makeArrivals } from './arrivals.ts';
import { countLanes, makeBaselineAssembly } from './assembly.ts';
import { longerWindows } from './longer-windows.ts';
import { runMicroBenchmarks } from './micro/run.ts';
import type { BenchOptions } from './options.ts';
import { profileRuns } from './profile/profile-runs.ts';
import type { Provenance } from './provenance.ts';
import type { Results } from './results.ts';
import { openSide } from './side.ts';
import { measureInTurns, warmUp } from './turns.ts';
import { UNLIMITED_CONTEXT } from '../scenarios/people.ts';

/** The rate for which the gain of longer windows is computed. */
const WINDOW_LIKES_PER_SECOND = 1_000;

/** Rejects when the signal ends it. Nothing is left behind either way. */
export async function runBenchmark(
  options: BenchOptions,
  run: { readonly signal: AbortSignal; readonly say: (line: string) => void },
): Promise<Omit<Results, keyof Provenance>> {
  const { signal, say } = run;
  const { arrivals, popularity } = await makeArrivals(options);
  const closers = makeClosers();
  async function open(name: 'ours' | 'baseline', assemblyDir: string) {
    const side = await openSide(name, assemblyDir);
    closers.add(() => side.close());
    await warmUp(side, arrivals, signal);
    return side;
  }

  try {
    say('synthesizing the app');
    const { dir: oursDir, remove } = await synthesizeApp({ context: UNLIMITED_CONTEXT, signal });
    closers.add(remove);
    const baselineDir = await makeBaselineAssembly(oursDir);
    closers.add(() => rm(baselineDir, { recursive: true, force: true }));
    const lanes = countLanes(oursDir);
    const ours = await open('ours', oursDir);
    const baseline = await open('baseline', baselineDir);
    const measurements = await measureInTurns([ours, baseline], arrivals, options.repeats, run);
    const profiles = options.quick ? [] : await profileRuns(ours, arrivals, options.profilesDir, signal);
    await Promise.all([ours.close(), baseline.close()]);
    say('micro benchmarks');
    const { hotPaths, coldStarts } = await runMicroBenchmarks(oursDir, options.quick, signal);
    return {
      seed: options.seed,
      repeats: options.repeats,
      lanes,
      arrivals: arrivals.map(({ name, title }) => ({ name, title })),
      measurements,
      windows: popularity && {
        likesPerSecond: WINDOW_LIKES_PER_SECOND,
        rows: longerWindows(popularity, { likesPerSecond: WINDOW_LIKES_PER_SECOND, lanes }),
      },
      profiles,
      micro: hotPaths,
      coldStarts,
    };
  } finally {
    await closers.closeAll();
  }
}
