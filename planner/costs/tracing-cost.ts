// What traces of X-Ray cost, where a deployment wants them.

import { PRICES } from '../prices.ts';
import type { Traffic } from '../traffic.ts';
import { costByRequest, type PartCost } from './part-cost.ts';

/** Nobody sets it for a function. source: Lambda guide, "Visualize Lambda function invocations using AWS X-Ray" */
const SAMPLING = { firstPerSecond: 1, shareOfOthers: 0.05 } as const;

/** Traces a second of a function that is invoked so often. */
export const tracesAt = (perSecond: number): number => {
  const first = Math.min(SAMPLING.firstPerSecond, perSecond);
  return first + SAMPLING.shareOfOthers * (perSecond - first);
};

/** The API of HTTP starts no traces, so each request and each batch has one of its own function. */
export function tracingCost(at: Traffic): PartCost {
  const dollarsEach = (tracesPerSecond: number, perSecond: number) =>
    perSecond === 0 ? 0 : (tracesPerSecond / perSecond) * PRICES.trace;
  return costByRequest(at, {
    perLike: dollarsEach(tracesAt(at.likes) + tracesAt(at.batchesPerSecond), at.likes),
    perPage: dollarsEach(tracesAt(at.originPages), at.pages),
  });
}
