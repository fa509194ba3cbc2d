// Decides the fate of each call. Most calls are simply answered, and a limited number of them meet a fault.

import { type Call, FAULTS } from './calls.ts';
import type { Scene } from './scene.ts';
import { describeFate } from './story/describe-call.ts';

/**
 * The rate of faults is multiplied by this; for calls that are not listed, by 2. Calls that are made seldom meet faults more often, and
 * most often the one call at which two attempts must meet.
 */
const FAULT_SHARE: Readonly<Record<string, number>> = {
  read: 0.3,
  readRow: 0.3,
  insertRow: 1,
  updateRow: 1,
  insertItem: 4,
  moveLane: 6,
};

export class Fates {
  readonly #scene: Scene;
  #faultsLeft: number;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#faultsLeft = scene.settings.maxFaults;
  }

  /** Draws the fate of a call and lets it happen. */
  settle(call: Call): void {
    const { choices, settings, calls, journal } = this.#scene;
    const rate = settings.faultRate * (FAULT_SHARE[call.name] ?? 2);
    const mayFail = this.#faultsLeft > 0 && call.landsAt === undefined;
    if (!mayFail || !choices.chance(rate)) return calls.settle(call, 'answered', () => 0);
    this.#faultsLeft -= 1;
    const fate = choices.pick(FAULTS);
    journal.tally.add(`fault ${fate}`);
    calls.settle(call, fate, () => journal.step + 1 + choices.below(choices.pick([10, 60, 300])));
    journal.say(() => `${call.attempt.name} ${describeFate(fate, call)}`);
  }
}
