// The story of a seed that finds an error, with all left out that the error can do without.

import { type ChoiceLists, listedChoices, recordChoices, seededChoices } from '../choices.ts';
import type { Mutant } from '../mutants.ts';
import { runSchedule } from '../schedule.ts';
import { shrink } from './shrink.ts';

/** @param isEnough whether to be content with the story as short as it is by now */
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
