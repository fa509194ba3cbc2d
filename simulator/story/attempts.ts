// The attempts of a story: who waits for which call, who sleeps, and what becomes of a call. The calls are those of the model.

import { type Attempt, type Call, Calls, type Fate, Fault, type Perform } from '../../trials/model/calls.ts';
import type { InMemoryStore } from '../../trials/model/in-memory-store.ts';
import type { Mutant } from '../../trials/model/mutants.ts';
import { type Ports, storePorts } from '../../trials/model/store-ports.ts';
import { describeCall } from './describe-call.ts';
import type { Log } from './log.ts';
import type { Batch } from './stream-lane.ts';

/** Later than any step: a sleeping attempt goes on when somebody wakes it. */
const UNTIL_WOKEN = Number.POSITIVE_INFINITY;

export interface Work {
  readonly attempt: Attempt;
  /** What it counts; undefined for a merger. */
  readonly batch: Batch | undefined;
  /** Whether the event source mapping or somebody else has started it. */
  readonly isExtra: boolean;
}

export class Attempts {
  readonly #calls = new Calls();
  readonly #works = new Map<string, Work>();
  readonly #store: InMemoryStore;
  readonly #mutant: Mutant | undefined;
  readonly #log: Log;
  #started = 0;

  constructor(store: InMemoryStore, mutant: Mutant | undefined, log: Log) {
    this.#store = store;
    this.#mutant = mutant;
    this.#log = log;
  }

  /** @param run what the attempt does with the ports that it gets */
  start(
    name: string,
    lane: string | undefined,
    { batch, isExtra, giveUp }: Omit<Work, 'attempt'> & { giveUp: () => void },
    run: (ports: Ports, attempt: Attempt) => Promise<void>,
  ): Attempt {
    const attempt = { name: `${name}#${++this.#started}`, lane, wakesAt: 0, isSlow: false, giveUp };
    this.#works.set(attempt.name, { attempt, batch, isExtra });
    const ports = storePorts(this.#performBy(attempt), this.#store, {
      commits: lane === undefined ? 'single' : 'statements',
      failureTells: true,
      mutant: this.#mutant,
    });
    run(ports, attempt).catch((error: unknown) => {
      if (error instanceof Fault) return;
      this.#log.fail(error instanceof Error ? error.message : String(error));
      giveUp();
    });
    return attempt;
  }

  work(name: string): Work | undefined {
    return this.#works.get(name);
  }

  /** The attempts that still wait for a call, in the order in which they began. */
  alive(): Work[] {
    const alive = this.#calls.alive();
    return [...this.#works.values()].filter(({ attempt }) => alive.has(attempt));
  }

  isAsleep({ attempt }: Work): boolean {
    return attempt.wakesAt === UNTIL_WOKEN;
  }

  /** The calls that the attempt waits for, oldest first. Requests that have outlived their attempt are not among them. */
  callsOf(name: string): readonly Call[] {
    return this.#pending().filter(({ attempt, landsAt }) => attempt.name === name && landsAt === undefined);
  }

  /** The calls that may be made now. Late requests arrive once nobody else has anything to do. */
  ready(): readonly Call[] {
    const awake = this.#pending().filter((call) => (call.landsAt ?? call.attempt.wakesAt) === 0);
    return awake.length > 0 ? awake : this.late();
  }

  /** The requests on their way whose attempts have crashed. */
  late(): readonly Call[] {
    return this.#pending().filter(({ landsAt }) => landsAt !== undefined);
  }

  settle(call: Call, fate: Fate): void {
    this.#calls.settle(call, fate, () => UNTIL_WOKEN);
  }

  wake({ attempt }: Work): void {
    attempt.wakesAt = 0;
  }

  #performBy(attempt: Attempt): Perform {
    const perform = this.#calls.performBy(attempt);
    return (name, args, effect) =>
      perform(name, args, () => {
        const before = this.#log.entries.length;
        const result = effect();
        const isRefused = (result as { done?: boolean } | undefined)?.done === false;
        const kind = isRefused ? 'refused' : 'call';
        // What is wrong with a call is told by whoever watches the store, so it is told before the call.
        this.#log.sayAt(before, { kind, attempt: attempt.name, text: describeCall(name, args, result) });
        return result;
      });
  }

  /** `Calls` gives those first that may be made at a step, and all of them at the end of time. */
  #pending(): readonly Call[] {
    return this.#calls.ready(UNTIL_WOKEN);
  }
}
