// What one part of the system costs, in dollars.

import { MILLION, SECONDS_PER_MONTH } from '../prices.ts';

export interface PartCost {
  /** A month without a single request. */
  readonly atRest: number;
  readonly perMillionLikes: number;
  readonly perMillionPages: number;
  /** A month of the steady workload. */
  readonly perMonth: number;
}

export interface NamedCost extends PartCost {
  readonly name: string;
}

export const NOTHING: PartCost = { atRest: 0, perMillionLikes: 0, perMillionPages: 0, perMonth: 0 };

/** Of a part that is paid by the request, with what it costs at rest. */
export const costByRequest = (
  { likes, pages }: { readonly likes: number; readonly pages: number },
  { atRest = 0, perLike = 0, perPage = 0 }: { atRest?: number; perLike?: number; perPage?: number },
): PartCost => ({
  atRest,
  perMillionLikes: perLike * MILLION,
  perMillionPages: perPage * MILLION,
  perMonth: atRest + (perLike * likes + perPage * pages) * SECONDS_PER_MONTH,
});

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
