// The schedules notice when a rule is broken: each of these rules is needed, and a green model means something.

import { expect, test } from 'vitest';
import { MUTANTS, type Mutant } from '../../trials/model/mutants.ts';
import { runSeeds } from '../../trials/model/run-seeds.ts';

/** Ten times as many as are needed on average, and more. */
const SCHEDULES = 5_000;
const SCHEDULES_OF: Partial<Record<Mutant, number>> = { 'moved-lane-moves-again': 30_000 };

/** Another way to be right, as long as no version shrinks: docs/decisions/0005-compaction-needs-no-condition.md. */
const HARMLESS: Mutant = 'winner-keeps-its-key';

const harmful = (Object.keys(MUTANTS) as Mutant[]).filter((mutant) => mutant !== HARMLESS);

test.each(harmful)(
  'an error is found when a rule is broken: %s',
  async (mutant) => {
    const { failingSeed } = await runSeeds({ first: 1, count: SCHEDULES_OF[mutant] ?? SCHEDULES }, mutant);
    expect(failingSeed).toBeDefined();
  },
  120_000,
);
