// What a million of each kind costs by itself, with the arithmetic: likes, reads by the way that they take, and updates to viewers.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { show } from '../components/component.ts';
import { pageBytes } from '../edge.ts';
import { MILLION, PRICES } from '../prices.ts';
import { READ_UNITS } from '../traffic.ts';
import { updateCost } from './live-cost.ts';
import { askCost, hotAskCost, missShare } from './read-cost.ts';

export interface MillionCost {
  /** A million of what. */
  readonly of: string;
  readonly dollars: number;
  readonly formula: string;
}

const text = (amount: number): string => `$${amount.toFixed(2)}`;

/** @param perMillionLikes of all parts together */
export function millionsOf(
  { workload }: Scenario,
  capacity: Capacity,
  perMillionLikes: number,
): MillionCost[] {
  const { postsPerRead, hotKeyShare, steadyReadsPerSecond } = workload;
  const readers = steadyReadsPerSecond * hotKeyShare;
  const [stranger, person] = [false, true].map(
    (hasToken) => MILLION * askCost(capacity, postsPerRead, hasToken),
  ) as [number, number];
  const edge = PRICES.edgeRequest * MILLION;
  const sent = (pageBytes(postsPerRead) / 1e9) * PRICES.edgeGigabyte * MILLION;
  const own = postsPerRead * READ_UNITS.ownLike * PRICES.readUnit * MILLION;
  const update = MILLION * updateCost(capacity);
  return [
    { of: 'likes', dollars: perMillionLikes, formula: 'all parts, at the steady workload' },
    {
      of: 'reads from the API, with a token',
      dollars: person,
      formula: `${text(stranger)} as without, + ${text(own)} for ${postsPerRead} ledger rows`,
    },
    {
      of: 'reads from the API, without a token',
      dollars: stranger,
      formula: `${text(PRICES.httpRequest * MILLION)} request + read-counts + ${postsPerRead} × 0.5 read units + logs`,
    },
    {
      of: 'reads of the hottest page through the edge',
      dollars: MILLION * hotAskCost(capacity, postsPerRead, readers),
      formula: `${text(edge)} request + ${text(sent)} for ${pageBytes(postsPerRead)} B + ${text(stranger)} × ${show(100 * missShare(readers))}% of ${show(readers)}/s that miss`,
    },
    ...(capacity.push
      ? [
          {
            of: 'updates pushed to viewers',
            dollars: update,
            formula: `${text(PRICES.socketMessage * MILLION)} message + ${text(update - PRICES.socketMessage * MILLION)} for the call of broadcast`,
          },
        ]
      : []),
  ];
}
