// Makes all parts of a schedule from its first choices: the workload, the settings, the store, and what watches them.

import { BurstQueue } from './burst-queue.ts';
import { Calls } from './calls.ts';
import type { Choices } from './choices.ts';
import { InMemoryStore } from './in-memory-store.ts';
import { Journal } from './journal.ts';
import type { Mutant } from './mutants.ts';
import { RunningTruth } from './running-truth.ts';
import { drawSettings, type Settings } from './settings.ts';
import { Tally } from './tally.ts';
import { makeWorkload, type Workload } from './workload.ts';

export interface ScheduleOptions {
  readonly mutant?: Mutant | undefined;
  /** Whether to keep the story, which costs time. */
  readonly tell?: boolean;
  readonly tally?: Tally;
}

export interface Scene {
  readonly choices: Choices;
  readonly mutant: Mutant | undefined;
  readonly settings: Settings;
  readonly workload: Workload;
  readonly truth: RunningTruth;
  readonly store: InMemoryStore;
  readonly burst: BurstQueue;
  readonly calls: Calls;
  readonly journal: Journal;
}

export function makeScene(choices: Choices, options: ScheduleOptions): Scene {
  const { mutant, tell = false, tally = new Tally() } = options;
  const journal = new Journal(tally, tell);
  const settings = drawSettings(choices);
  const workload = makeWorkload(choices, settings, tally);
  const truth = new RunningTruth(workload.lanes, (problem) => journal.fail(problem));
  const store = new InMemoryStore({ mutant, watch: truth });
  const burst = new BurstQueue(workload.queued);
  const scene = { choices, mutant, settings, workload, truth, store, burst, calls: new Calls(), journal };
  if (settings.damage !== 0) for (const postId of workload.posts) damage(scene, postId);
  tally.add(`schedules that split ${settings.heat}`);
  if (settings.readTwice) tally.add('schedules with a second reader');
  return scene;
}

function damage({ settings, truth, store, journal }: Scene, postId: string): void {
  journal.tally.add('posts with a damaged count');
  truth.damage(postId, settings.damage);
  store.counters.damage(postId, settings.damage);
}
