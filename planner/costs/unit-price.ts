// Prices of what several parts use: the time of a function, a log, and what the edge sends.

import { pageBytes } from '../edge.ts';
import { PRICES } from '../prices.ts';

export const functionTime = (memoryMiB: number, seconds: number): number =>
  (memoryMiB / 1_024) * seconds * PRICES.gibibyteSecond;

/** One invocation of so many seconds. */
export const invocation = ({ memoryMiB }: { readonly memoryMiB: number }, seconds: number): number =>
  PRICES.functionRequest + functionTime(memoryMiB, seconds);

export const logPrice = (bytes: number): number => (bytes / 1e9) * PRICES.logGigabyte;

/** A request that the edge answers with so many posts. */
export const edgeAnswer = (posts: number): number =>
  PRICES.edgeRequest + (pageBytes(posts) / 1e9) * PRICES.edgeGigabyte;
