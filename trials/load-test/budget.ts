// Bounds how many requests a run sends. Each try of each request asks first, so the bound holds whatever happens.

/** Thrown instead of sending one request too many. */
export class BudgetSpentError extends Error {
  override readonly name = 'BudgetSpentError';
}

export interface Budget {
  readonly spent: number;
  readonly most: number;
  /** Aborted when a request was held back. */
  readonly exhausted: AbortSignal;
  /** Throws a BudgetSpentError when nothing is left. */
  spend(): void;
}

export function makeBudget(most = Number.POSITIVE_INFINITY): Budget {
  const exhausted = new AbortController();
  let spent = 0;
  return {
    get spent() {
      return spent;
    },
    most,
    exhausted: exhausted.signal,
    spend() {
      if (spent >= most) {
        exhausted.abort();
        throw new BudgetSpentError(`the budget of ${most} requests is spent`);
      }
      spent += 1;
    },
  };
}
