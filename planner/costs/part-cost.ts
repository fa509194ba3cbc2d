// What one part of the system costs, in dollars.

export interface PartCost {
  /** A month without a single request. */
  readonly atRest: number;
  readonly perMillionLikes: number;
  readonly perMillionPages: number;
  /** A month of the steady workload. */
  readonly perMonth: number;
}

export const NOTHING: PartCost = { atRest: 0, perMillionLikes: 0, perMillionPages: 0, perMonth: 0 };

export const sumCosts = (costs: readonly PartCost[]): PartCost =>
  costs.reduce(
    (sum, it) => ({
      atRest: sum.atRest + it.atRest,
      perMillionLikes: sum.perMillionLikes + it.perMillionLikes,
      perMillionPages: sum.perMillionPages + it.perMillionPages,
      perMonth: sum.perMonth + it.perMonth,
    }),
    NOTHING,
  );
