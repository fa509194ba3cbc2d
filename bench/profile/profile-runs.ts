// Runs our side with every thread profiled, once with a hot post and once with the longest tail there is.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Arrival } from '../arrivals.ts';
import type { Side } from '../side.ts';
import { measureWithProgress } from '../turns.ts';
import type { ThreadProfile } from './record.ts';
import { summarizeProfiles, type ThreadSummary } from './summarize.ts';

export interface ProfiledRun {
  readonly arrival: Arrival['name'];
  readonly actions: number;
  readonly threads: readonly ThreadSummary[];
}

/** @param keepIn the directory in which the profiles themselves are kept */
export async function profileRuns(
  ours: Side,
  arrivals: readonly Arrival[],
  keepIn: string | undefined,
  signal: AbortSignal,
): Promise<ProfiledRun[]> {
  const longTail = arrivals.some(({ name }) => name === 'file') ? 'file' : 'zipf';
  const runs: ProfiledRun[] = [];
  for (const arrival of arrivals.filter(({ name }) => name === 'hot' || name === longTail)) {
    await ours.cloud.startProfile();
    const { actions } = await measureWithProgress(ours, arrival, 'profile', signal);
    const profiles = await ours.cloud.stopProfile();
    runs.push({ arrival: arrival.name, actions, threads: summarizeProfiles(profiles) });
    if (keepIn !== undefined) await keepProfiles(keepIn, arrival.name, profiles);
  }
  return runs;
}

async function keepProfiles(dir: string, run: string, profiles: readonly ThreadProfile[]): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const [index, { thread, profileJson }] of profiles.entries())
    await writeFile(join(dir, `${run}-${index}-${thread}.cpuprofile`), profileJson);
}
