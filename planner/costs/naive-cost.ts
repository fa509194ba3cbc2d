// The design that one would write first: one function that writes the person's row and adds one to the post's item, per like.

import { READ_SECONDS } from '../figures.ts';
import type { Workload } from '../../scenarios/scenario.ts';
import { LOG_BYTES_PER_LIKE, LOG_BYTES_PER_PAGE } from '../figures.ts';
import { MILLION, PRICES, SECONDS_PER_MONTH } from '../prices.ts';
import { READ_UNITS } from '../traffic.ts';
import type { PartCost } from './part-cost.ts';

/** A transaction takes two units for each of its two writes. source: DynamoDB guide, transactions */
const WRITE_UNITS = 4;
const TRANSACTION_SECONDS = 0.02;
const MEMORY_GIB = 0.25;

/** It is exact, because it writes in a transaction. It stops at 1,000 writes/s of one post, whatever is paid. */
export function naiveCost({ postsPerRead, steadyEventsPerSecond, steadyReadsPerSecond }: Workload): PartCost {
  const call = (seconds: number, logBytes: number) =>
    PRICES.httpRequest +
    PRICES.functionRequest +
    seconds * MEMORY_GIB * PRICES.gibibyteSecond +
    (logBytes / 1e9) * PRICES.logGigabyte;
  const perLike = call(TRANSACTION_SECONDS, LOG_BYTES_PER_LIKE) + WRITE_UNITS * PRICES.writeUnit;
  const perPage =
    call(READ_SECONDS, LOG_BYTES_PER_PAGE) +
    postsPerRead * (READ_UNITS.count + READ_UNITS.ownLike) * PRICES.readUnit;
  return {
    atRest: 0,
    perMillionLikes: perLike * MILLION,
    perMillionPages: perPage * MILLION,
    perMonth: (perLike * steadyEventsPerSecond + perPage * steadyReadsPerSecond) * SECONDS_PER_MONTH,
  };
}
