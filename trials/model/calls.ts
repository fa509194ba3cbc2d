// Holds the calls of the store that attempts have asked for and that have not been made yet. The schedule makes them one by one, in
// any order, and decides the fate of each.

export interface Attempt {
  readonly name: string;
  /** The lane that it reads; undefined when it reads none. */
  readonly lane: string | undefined;
  /** The step at which it may go on after a timeout. */
  wakesAt: number;
  readonly isSlow: boolean;
  /** Is called when the attempt will not return in time. Whoever waits for it then waits no longer. */
  giveUp(): void;
}

/** Makes a call of the store when the schedule allows it. */
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
  /** Set when nobody waits for the request any more: the earliest step at which it arrives at the store. */
  readonly landsAt?: number;
}

/** What may happen to a call instead of being simply answered. */
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

/** A failure that the schedule has decided on. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** All failures share one error, because making a stack trace would take longer than the call. */
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

  /** The calls that may be made now, oldest first. When all attempts sleep, each of their calls may be made. */
  ready(step: number): readonly Call[] {
    const awake = this.#pending.filter(({ attempt, landsAt }) => (landsAt ?? attempt.wakesAt) <= step);
    return awake.length > 0 ? awake : this.#pending;
  }

  /** The attempts that are not done yet. Zombies are among them. */
  alive(): ReadonlySet<Attempt> {
    const alive = new Set<Attempt>();
    for (const { attempt, landsAt } of this.#pending) if (landsAt === undefined) alive.add(attempt);
    return alive;
  }

  /** @param later draws a later step, for a fate that puts something off */
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
