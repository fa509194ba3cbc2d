// A prepared story: what happens in it, and what to look at.

import type { Mutant } from '../../trials/model/mutants.ts';

export interface Preset {
  readonly id: string;
  readonly title: string;
  /** What to look at. */
  readonly lesson: string;
  /** What has happened before the story begins, as a script. */
  readonly before?: string;
  /** What happens step by step, as a script. Then the scheduler goes on by itself. */
  readonly script: string;
  /** The rule whose absence makes this story go wrong. */
  readonly rule?: Mutant;
}
