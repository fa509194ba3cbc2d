// Holds the story that the page shows: takes steps, interferes, goes back, and begins again. What is asked for is done in turn.

import type { Mutant } from '../../trials/model/mutants.ts';
import type { Happening } from '../story/happening.ts';
import type { Preset } from '../story/preset.ts';
import { readScript } from '../story/script.ts';
import { Story } from '../story/story.ts';

const SEED = 1;

/** Resolves when no promise has anything left to do, because a message is a task of its own. */
const settled = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(undefined);
  });

export class Player {
  #preset: Preset;
  #mutant: Mutant | undefined;
  #story: Story;
  #script: readonly Happening[] = [];
  /** How many happenings of the script are over, at each length of the history. */
  #over: number[] = [];
  /** The length of the history when the story begins. */
  #beginning = 0;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #changed: () => void;

  /** @param changed is called whenever there is something new to see */
  constructor(preset: Preset, mutant: Mutant | undefined, changed: () => void) {
    this.#preset = preset;
    this.#mutant = mutant;
    this.#changed = changed;
    this.#story = this.#newStory();
  }

  get story(): Story {
    return this.#story;
  }

  get preset(): Preset {
    return this.#preset;
  }

  get mutant(): Mutant | undefined {
    return this.#mutant;
  }

  /** Whether nothing is left to do, in the script nor for the scheduler. */
  get isOver(): boolean {
    return this.#scriptOver >= this.#script.length && this.#story.isAtRest;
  }

  get mayGoBack(): boolean {
    return this.#story.history.length > this.#beginning;
  }

  begin(preset = this.#preset, mutant = this.#mutant): Promise<void> {
    return this.#inTurn(async () => {
      this.#preset = preset;
      this.#mutant = mutant;
      this.#script = readScript(preset.script);
      await this.#tell(readScript(preset.before ?? ''));
      this.#beginning = this.#story.history.length;
      this.#over = [];
    });
  }

  /** Takes the next step of the script, or lets the scheduler take one. */
  step(): Promise<void> {
    return this.#inTurn(async () => {
      for (let over = this.#scriptOver; over < this.#script.length; over++) {
        const happening = this.#script[over];
        // A script says "run" for what the scheduler does by itself, and the page shows each step of that.
        const isRun = happening?.type === 'run';
        const has = isRun ? await this.#story.step() : happening && (await this.#story.apply(happening));
        if (!has) continue;
        this.#over[this.#story.history.length] = isRun ? over : over + 1;
        return;
      }
      await this.#story.step();
      this.#over[this.#story.history.length] = this.#script.length;
    });
  }

  interfere(happening: Happening): Promise<void> {
    return this.#inTurn(async () => {
      const over = this.#scriptOver;
      await this.#story.apply(happening);
      this.#over[this.#story.history.length] = over;
    });
  }

  back(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.mayGoBack) await this.#tell(this.#story.history.slice(0, -1));
    });
  }

  get #scriptOver(): number {
    return this.#over[this.#story.history.length] ?? 0;
  }

  #newStory(): Story {
    return new Story({ seed: SEED, mutant: this.#mutant, settled });
  }

  async #tell(happenings: readonly Happening[]): Promise<void> {
    const story = this.#newStory();
    for (const happening of happenings) await story.apply(happening);
    this.#story = story;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work).then(this.#changed);
    this.#turn = turn;
    return turn;
  }
}
