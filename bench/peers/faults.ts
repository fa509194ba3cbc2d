// What goes wrong in a run, and how. A crash ends an invocation before one of its requests: those in flight are carried out, their
// answers are lost, and the invocation is repeated in a new execution environment. A lost answer concerns one request that was carried
// out; the SDK repeats it.

import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';

export const FAULTS = ['none', 'crashes', 'lost-answers', 'replay', 'reshard', 'inner-replay'] as const;

export type Fault = (typeof FAULTS)[number];

/** Thrown by every request of an invocation that has crashed. */
export class InvocationCrashedError extends Error {
  override readonly name = 'InvocationCrashedError';
}

/** The SDK takes an error of this name for a network that did not answer in time, and repeats the request. */
export class AnswerLostError extends Error {
  override readonly name = 'TimeoutError';
}

interface Invocation {
  requests: number;
  /** Crashes before the request after this many. */
  readonly crashAfter: number | undefined;
  crashed: boolean;
}

export interface FaultOptions {
  readonly crashShare?: number;
  readonly lostAnswerShare?: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** How many requests an invocation is taken for while none of its kind has ended. */
const FIRST_GUESS = 8;

export class Faults {
  readonly #invocations = new AsyncLocalStorage<Invocation>();
  /** How many requests the last invocation of each kind made. A crash comes at a random one of them, or after the last. */
  readonly #usual = new Map<string, number>();
  #inFlight = 0;
  #options: FaultOptions = { random: Math.random };
  #happened = 0;

  /** How many invocations have crashed and answers were lost. */
  get happened(): number {
    return this.#happened;
  }

  set(options: FaultOptions): void {
    this.#options = options;
  }

  /** Runs one invocation. Returns 'crashed' when it must be repeated. One invocation runs at a time. */
  async run<Result>(kind: string, task: () => Promise<Result>): Promise<Result | 'crashed'> {
    const { crashShare = 0, random } = this.#options;
    const usual = this.#usual.get(kind) ?? FIRST_GUESS;
    const crashAfter = random() < crashShare ? Math.floor(random() * (usual + 1)) : undefined;
    const invocation: Invocation = { requests: 0, crashAfter, crashed: false };
    try {
      const result = await this.#invocations.run(invocation, task);
      if (crashAfter === undefined) {
        this.#usual.set(kind, invocation.requests);
        return result;
      }
      invocation.crashed = true;
    } catch (error) {
      if (!invocation.crashed) throw error;
    }
    this.#happened++;
    await this.#drain();
    return 'crashed';
  }

  /** Carries out one request of the invocation that makes it. */
  async request<Result>(send: () => Promise<Result>): Promise<Result> {
    const invocation = this.#invocations.getStore();
    if (invocation) {
      if (invocation.requests === invocation.crashAfter) invocation.crashed = true;
      this.#stopIfCrashed(invocation);
      invocation.requests++;
    }
    this.#inFlight++;
    const result = await send().finally(() => this.#inFlight--);
    this.#stopIfCrashed(invocation);
    const { lostAnswerShare = 0, random } = this.#options;
    if (lostAnswerShare > 0 && random() < lostAnswerShare) {
      this.#happened++;
      throw new AnswerLostError('the answer was lost');
    }
    return result;
  }

  #stopIfCrashed(invocation: Invocation | undefined): void {
    if (invocation?.crashed) throw new InvocationCrashedError('the invocation has crashed');
  }

  /** What the crashed invocation has sent arrives before the repeat starts, and what it still wants to send is refused. */
  async #drain(): Promise<void> {
    for (let quietTurns = 0; quietTurns < 5; ) {
      await turn();
      quietTurns = this.#inFlight === 0 ? quietTurns + 1 : 0;
    }
  }
}
