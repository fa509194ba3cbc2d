// The schedules notice when a rule is broken. So each of these rules is needed, and a model without errors means something.

import { expect, test } from 'vitest';
import { MUTANTS, type Mutant } from '../../trials/model/mutants.ts';
import { runSeeds } from '../../trials/model/run-seeds.ts';

/** At least ten times as many as are needed on average. */
const SCHEDULES = 5_000;
const SCHEDULES_OF: Partial<Record<Mutant, number>> = { 'moved-lane-moves-again': 30_000 };

/** This is right too, as long as no version shrinks: see docs/decisions/0005-compaction-needs-no-condition.md. */
const HARMLESS: Mutant = 'winner-keeps-its-key';

const harmful = (Object.keys(MUTANTS) as Mutant[]).filter((mutant) => mutant !== HARMLESS);

test.each(harmful)(
  'the schedules find an error when this rule is broken: %s',
  async (mutant) => {
    const { failingSeed } = await runSeeds({ first: 1, count: SCHEDULES_OF[mutant] ?? SCHEDULES }, mutant);
    expect(failingSeed).toBeDefined();
  },
  120_000,
);
