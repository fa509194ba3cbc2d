// Runs schedules one after the other, up to the first that finds an error.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { seededChoices } from './choices.ts';
import type { Mutant } from './mutants.ts';
import { runSchedule } from './schedule.ts';
import { Tally } from './tally.ts';

/** How many schedules run before timers and messages get their turn. */
const SCHEDULES_PER_TURN = 100;

export interface Seeds {
  readonly first: number;
  readonly count: number;
}

export interface SeedsResult {
  /** How many schedules were run. */
  readonly schedules: number;
  readonly failingSeed: number | undefined;
  readonly counts: readonly (readonly [what: string, count: number])[];
}

export async function runSeeds({ first, count }: Seeds, mutant: Mutant | undefined): Promise<SeedsResult> {
  const tally = new Tally();
  for (let schedules = 0; schedules < count; schedules++) {
    if (schedules % SCHEDULES_PER_TURN === 0) await nextTurn();
    const { problem } = await runSchedule(seededChoices(first + schedules), { mutant, tally });
    if (problem !== undefined)
      return { schedules: schedules + 1, failingSeed: first + schedules, counts: tally.entries() };
  }
  return { schedules: count, failingSeed: undefined, counts: tally.entries() };
}
