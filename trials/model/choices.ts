// All that is random in a schedule: lists of choices, drawn from a seed or given. Each list decides on one thing (a record, a
// step). The smaller a choice, the simpler what it stands for, and 0 is no fault, no further record, the next call of the oldest
// attempt: so that choices which fail can be made fewer and smaller without knowing what they mean.

import { makeSeededRandom } from '../../traffic/seeded-random.ts';

export interface Choices {
  /** Goes on to the next list. */
  next(): void;
  /** An integer from 0 to `bound` - 1. */
  below(bound: number): number;
  chance(probability: number): boolean;
  pick<T>(values: readonly [T, ...T[]]): T;
}

export type ChoiceLists = readonly (readonly number[])[];

const CHANCES = 1_000;

function choicesFrom({ next, below }: Pick<Choices, 'next' | 'below'>): Choices {
  return {
    next,
    below,
    chance: (probability) => below(CHANCES) >= CHANCES * (1 - probability),
    pick: (values) => values[below(values.length)] as (typeof values)[0],
  };
}

export function seededChoices(seed: number): Choices {
  const next = makeSeededRandom(seed);
  return choicesFrom({ next: () => {}, below: (bound) => Math.floor(next() * bound) });
}

/** The choices of the lists, and 0 where one is used up. */
export function listedChoices(lists: ChoiceLists): Choices {
  let list = 0;
  let index = 0;
  return choicesFrom({
    next() {
      list += 1;
      index = 0;
    },
    below: (bound) => Math.min(lists[list]?.[index++] ?? 0, bound - 1),
  });
}

/** Passes on the choices, and returns them as they were made. Lists of zeros at the end go without saying. */
export function recordChoices(choices: Choices): { choices: Choices; taken: () => ChoiceLists } {
  const lists: number[][] = [[]];
  const recording = choicesFrom({
    next() {
      choices.next();
      lists.push([]);
    },
    below(bound) {
      const choice = choices.below(bound);
      lists.at(-1)?.push(choice);
      return choice;
    },
  });
  const taken = () => lists.slice(0, lists.findLastIndex((list) => list.some((choice) => choice > 0)) + 1);
  return { choices: recording, taken };
}
