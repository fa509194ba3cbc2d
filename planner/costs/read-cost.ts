// What a page of counts costs, by the way that its request takes.

import type { Workload } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { edgeHitRate, ORIGIN_READS_PER_SECOND } from '../edge.ts';
import { LOG_BYTES_PER_PAGE, READ_SECONDS } from '../figures.ts';
import { PRICES } from '../prices.ts';
import { READ_UNITS } from '../traffic.ts';
import { edgeAnswer, invocation, logPrice } from './unit-price.ts';

type Sizes = Pick<Capacity, 'functions'>;

/** From the API, on demand. Who has a token learns besides what they like. */
export const askCost = ({ functions }: Sizes, posts: number, hasToken: boolean): number =>
  PRICES.httpRequest +
  invocation(functions.readCounts, READ_SECONDS) +
  posts * (READ_UNITS.count + (hasToken ? READ_UNITS.ownLike : 0)) * PRICES.readUnit +
  logPrice(LOG_BYTES_PER_PAGE);

/** The share of the readers of one page whom the edge does not answer. */
export const missShare = (pagesPerSecond: number): number =>
  ORIGIN_READS_PER_SECOND / (pagesPerSecond + ORIGIN_READS_PER_SECOND);

/** Through the edge, without a token: each of the readers of one page, who are so many a second. */
export const hotAskCost = (sizes: Sizes, posts: number, pagesPerSecond: number): number =>
  edgeAnswer(posts) + missShare(pagesPerSecond) * askCost(sizes, posts, false);

/** Through the edge, without a token: the mean of all pages. */
export const edgeAskCost = (
  sizes: Sizes,
  workload: Workload,
  likesPerSecond: number,
  asksPerSecond: number,
): number =>
  edgeAnswer(workload.postsPerRead) +
  (1 - edgeHitRate(workload, likesPerSecond, asksPerSecond)) * askCost(sizes, workload.postsPerRead, false);
