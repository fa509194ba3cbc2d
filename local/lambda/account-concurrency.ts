// The invocations that an account may run at a time, which all functions share. A function with reserved concurrency has its own
// part of it. What is counted are invocations, and not the threads of this machine.
// source: Lambda guide, "Understanding Lambda function scaling" and "Lambda quotas"

import { makeTokenBucket } from '../kinesis/token-bucket.ts';

export const DEFAULT_ACCOUNT_CONCURRENCY = 1_000;
/** An account may start ten times as many invocations a second as it may run at a time. */
const REQUESTS_PER_SECOND_PER_CONCURRENCY = 10;

/** The part of the account's concurrency that a function runs in. */
export interface ConcurrencyPart {
  /** Returns true if an invocation may run. Each that runs is to be ended. */
  start(): boolean;
  end(): void;
}

export interface AccountConcurrency {
  /** @param reserved the function's reserved concurrency, before it is scaled */
  addFunction(reserved: number | undefined): ConcurrencyPart;
  /** Tells how many invocations other functions of the account run now, before it is scaled. They are none of this cloud's. */
  runOthers(invocations: number): void;
}

/**
 * @param concurrency of the whole account, before it is scaled
 * @param scale what the limits are multiplied by. Each function can always run one invocation.
 */
export function makeAccountConcurrency(
  concurrency: number,
  scale: number,
  now: () => number,
): AccountConcurrency {
  const scaled = (limit: number) => (limit === 0 ? 0 : Math.max(1, Math.floor(limit * scale)));
  const requests = makeTokenBucket(concurrency * REQUESTS_PER_SECOND_PER_CONCURRENCY * scale, now);
  let reservedSum = 0;
  let sharing = 0;
  let sharedRunning = 0;
  let others = 0;

  return {
    addFunction(reserved) {
      const own = reserved === undefined ? undefined : scaled(reserved);
      if (own === undefined) sharing += 1;
      else reservedSum += own;
      let running = 0;
      const hasRoom = () =>
        own === undefined
          ? sharedRunning < Math.max(sharing, scaled(concurrency) - reservedSum) - others
          : running < own;
      return {
        start() {
          if (!hasRoom() || !requests.has(1)) return false;
          requests.take(1);
          if (own === undefined) sharedRunning += 1;
          running += 1;
          return true;
        },
        end() {
          if (own === undefined) sharedRunning -= 1;
          running -= 1;
        },
      };
    },
    runOthers: (invocations) => void (others = scaled(invocations)),
  };
}

/** The account without limits. A function with a reserved concurrency of 0 is switched off, which is no limit. */
export const UNLIMITED_CONCURRENCY: AccountConcurrency = {
  addFunction: (reserved) => ({ start: () => reserved !== 0, end() {} }),
  runOthers() {},
};
