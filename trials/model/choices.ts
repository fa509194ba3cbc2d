// Makes all random choices of a schedule, from a seed or from given lists. Each list of choices decides on one thing, such as a record
// or a step. A smaller choice always stands for something simpler: 0 means no fault, no further record, or the next call of the oldest
// attempt. So choices that find an error can be made fewer and smaller without any knowledge of what they mean.

import { makeSeededRandom } from '../../traffic/seeded-random.ts';

export interface Choices {
  /** Begins the next list. */
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

/** Takes the choices from the lists, and 0 when a list has no more. */
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

/** Passes the choices on and records them. Lists of zeros at the end are left out, because a missing list means zeros. */
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
