// What is known of a schedule as it runs: its step, what went wrong first, its story, and how often each thing happened.

import { Fault } from './calls.ts';
import type { Tally } from './tally.ts';

/** No schedule that came to an end has taken more than half as many. */
const MAX_STEPS = 1_000;

export class Journal {
  readonly tally: Tally;
  readonly #tell: boolean;
  readonly #story: string[] = [];
  #problem: string | undefined;
  #step = 0;

  /** @param tell whether to keep the story, which costs time */
  constructor(tally: Tally, tell: boolean) {
    this.tally = tally;
    this.#tell = tell;
  }

  get step(): number {
    return this.#step;
  }

  /** What went wrong first; undefined while nothing did. */
  get problem(): string | undefined {
    return this.#problem;
  }

  get story(): readonly string[] {
    return this.#problem === undefined ? this.#story : [...this.#story, `Wrong: ${this.#problem}`];
  }

  say(line: () => string): void {
    if (this.#tell) this.#story.push(line());
  }

  countStep(): void {
    if (this.#step++ > MAX_STEPS) this.fail('the attempts do not come to an end');
  }

  fail(problem: string): void {
    this.#problem ??= problem;
  }

  readonly failUnlessFault = (error: unknown): void => {
    if (!(error instanceof Fault)) this.fail(String(error));
  };
}
