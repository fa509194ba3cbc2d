// Random stories for properties. A move is a number of choices, so that it can be made smaller, and means something in any state.

import * as fc from 'fast-check';
import type { Happening } from '../../simulator/story/happening.ts';
import { LANES, PERSONS } from '../../simulator/story/persons.ts';
import type { Story } from '../../simulator/story/story.ts';

export type Move = readonly [kind: number, which: number, index: number];

const KINDS: readonly ((story: Story, which: number, index: number) => Happening | undefined)[] = [
  (story, which, index) => onAttempt(story, which, (attempt) => ({ type: 'call', attempt, index })),
  (story, which, index) => onAttempt(story, which, (attempt) => ({ type: 'call', attempt, index })),
  (_, which) => ({ type: 'start', lane: pick(LANES, which) }),
  (_, which) => ({ type: 'press', person: pick(PERSONS, which), op: 'like' }),
  (_, which) => ({ type: 'press', person: pick(PERSONS, which), op: 'unlike' }),
  (story, which) => onAttempt(story, which, (attempt) => ({ type: 'time-out', attempt })),
  (story, which) => onAttempt(story, which, (attempt) => ({ type: 'wake', attempt })),
  (story, which) => onAttempt(story, which, (attempt) => ({ type: 'crash', attempt })),
  (story, which) => onAttempt(story, which, (attempt) => ({ type: 'crash-late', attempt })),
  (story, which) => onAttempt(story, which, (attempt) => ({ type: 'lose-answer', attempt })),
  (story, which) => onAttempt(story, which, (attempt) => ({ type: 'again', attempt })),
  (_, which, index) => ({ type: 'duplicate', lane: pick(LANES, which), number: 1 + index }),
  (_, which, index) => ({ type: 'swap', lane: pick(LANES, which), number: 1 + index }),
  (_, which) => ({ type: 'bisect', lane: pick(LANES, which) }),
  (_, which) => ({ type: 'reread', lane: pick(LANES, which) }),
  () => ({ type: 'split' }),
  () => ({ type: 'merge' }),
  () => ({ type: 'run' }),
];

const pick = <T>(values: readonly T[], which: number): T => values[which % values.length] as T;

function onAttempt(story: Story, which: number, make: (name: string) => Happening): Happening | undefined {
  const alive = story.attempts.alive();
  return alive.length === 0 ? undefined : make(pick(alive, which).attempt.name);
}

export const anyMoves = fc.array(fc.tuple(fc.nat(KINDS.length - 1), fc.nat(5), fc.nat({ max: 3 })), {
  maxLength: 80,
  size: 'max',
});

/** Makes the moves, then lets everybody sleep or wake as they are, and runs to the end. Zombies that wake up come last. */
export async function play(story: Story, moves: readonly Move[]): Promise<void> {
  for (const [kind, which, index] of moves) {
    const happening = KINDS[kind]?.(story, which, index);
    if (happening) await story.apply(happening);
  }
  await story.apply({ type: 'run' });
  for (const work of story.attempts.alive()) await story.apply({ type: 'wake', attempt: work.attempt.name });
  await story.apply({ type: 'run' });
}

/** Resolves when no promise has anything left to do, because only then Node runs the next tick. */
export const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));
