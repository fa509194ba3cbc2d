// Every call of the store that attempts have asked for and that was not made yet. The schedule makes them one by one, in any
// order, and decides the fate of each.

export interface Attempt {
  readonly name: string;
  /** The lane that it reads; undefined: none. */
  readonly lane: string | undefined;
  /** The step from which on it goes on, after a timeout. */
  wakesAt: number;
  readonly isSlow: boolean;
  /** Tells whoever waits for the attempt that it does not come back in time. */
  giveUp(): void;
}

/** Makes a call of the store, when the schedule lets it. */
export type Perform = <Result>(
  name: string,
  args: readonly unknown[],
  effect: () => Result,
) => Promise<Result>;

export interface Call {
  readonly attempt: Attempt;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly effect: () => unknown;
  answer(result: unknown): void;
  fail(error: Error): void;
  /** Of a request that nobody waits for any more: the step before which it does not arrive. */
  readonly landsAt?: number;
}

/** What may happen to a call besides that it is answered. */
export const FAULTS = [
  'fails',
  'times-out',
  'times-out',
  'times-out',
  'answer-lost',
  'crashes-before',
  'crashes-after',
  'times-out',
  'sent-again',
  'fails-but-lands-later',
  'lands-twice',
  'crashes-but-calls-land-later',
] as const;

export type Fate = 'answered' | (typeof FAULTS)[number];

/** The failure that a schedule decided on. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** One for all: making a stack trace would take longer than the call. */
const FAULT = new Fault('the call failed');

const nobodyListens = () => {};

export class Calls {
  #pending: Call[] = [];

  performBy(attempt: Attempt): Perform {
    return <Result>(name: string, args: readonly unknown[], effect: () => Result) =>
      new Promise<Result>((resolve, fail) => {
        const answer = (result: unknown) => resolve(result as Result);
        this.#pending.push({ attempt, name, args, effect, answer, fail });
      });
  }

  /** The calls that may be made now, oldest first. Nobody sleeps when all others are done. */
  ready(step: number): readonly Call[] {
    const awake = this.#pending.filter(({ attempt, landsAt }) => (landsAt ?? attempt.wakesAt) <= step);
    return awake.length > 0 ? awake : this.#pending;
  }

  /** Attempts that are not done yet, zombies included. */
  alive(): ReadonlySet<Attempt> {
    const alive = new Set<Attempt>();
    for (const { attempt, landsAt } of this.#pending) if (landsAt === undefined) alive.add(attempt);
    return alive;
  }

  /** @param later draws a step after this one, for what the fate puts off */
  settle(call: Call, fate: Fate, later: () => number): void {
    const { attempt } = call;
    switch (fate) {
      case 'answered':
        this.#remove(call);
        return call.answer(call.effect());
      case 'fails':
        this.#remove(call);
        return call.fail(FAULT);
      case 'answer-lost':
        this.#remove(call);
        call.effect();
        return call.fail(FAULT);
      case 'sent-again':
        return void call.effect();
      case 'lands-twice':
        this.#stray(call, later());
        return call.answer(call.effect());
      case 'fails-but-lands-later':
        this.#stray(call, later());
        return call.fail(FAULT);
      case 'times-out':
        attempt.wakesAt = later();
        return attempt.giveUp();
      case 'crashes-after':
        call.effect();
    }
    const own = this.#pending.filter((each) => each.attempt === attempt && each.landsAt === undefined);
    for (const each of own) {
      if (fate === 'crashes-but-calls-land-later') this.#stray(each, later());
      else this.#remove(each);
    }
    attempt.giveUp();
  }

  #remove(call: Call): void {
    this.#pending.splice(this.#pending.indexOf(call), 1);
  }

  #stray(call: Call, landsAt: number): void {
    const stray = { ...call, answer: nobodyListens, fail: nobodyListens, landsAt };
    this.#pending.splice(this.#pending.indexOf(call), 1, stray);
  }
}
