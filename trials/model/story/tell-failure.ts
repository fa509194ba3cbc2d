// Tells the story of a seed that finds an error. It leaves out all that the error does not need.

import { type ChoiceLists, listedChoices, recordChoices, seededChoices } from '../choices.ts';
import type { Mutant } from '../mutants.ts';
import { runSchedule } from '../schedule.ts';
import { shrink } from './shrink.ts';

/** @param isEnough whether to stop making the story shorter */
export async function tellFailure(
  seed: number,
  mutant: Mutant | undefined,
  isEnough: () => boolean,
): Promise<readonly string[]> {
  const whole = recordChoices(seededChoices(seed));
  await runSchedule(whole.choices, { mutant });
  const shortest = await shrink(whole.taken(), {
    isEnough,
    async fails(lists: ChoiceLists) {
      const { choices, taken } = recordChoices(listedChoices(lists));
      const { problem } = await runSchedule(choices, { mutant });
      return problem === undefined ? undefined : taken();
    },
  });
  const { story } = await runSchedule(listedChoices(shortest), { mutant, tell: true });
  return story;
}
