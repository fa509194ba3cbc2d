// The front door: what a million requests cost through API Gateway, a load balancer, or API Gateway straight into the stream.

import { show } from '../components/component.ts';
import { ACCEPT_SECONDS } from '../figures.ts';
import { HOURS_PER_MONTH, MILLION, PRICES, SECONDS_PER_MONTH } from '../prices.ts';

export interface FrontDoor {
  readonly name: string;
  readonly perMonth: number;
  readonly note: string;
}

export interface FrontDoors {
  readonly doors: readonly FrontDoor[];
  /** From so many requests a month on, a load balancer is cheaper than API Gateway. */
  readonly balancerFromRequestsPerMonth: number;
}

/** A balancer's unit takes 25 new connections a second. Each request is taken to open one, which is the worst case. source: ELB pricing */
const CONNECTIONS_PER_UNIT = 25;
const balancerRequest = PRICES.balancerUnitHour / 3_600 / CONNECTIONS_PER_UNIT;
const balancerMonth = PRICES.balancerHour * HOURS_PER_MONTH;

/** What accept-like costs for each request. */
export const acceptCost = (memoryMiB: number): number =>
  PRICES.functionRequest + ACCEPT_SECONDS * (memoryMiB / 1_024) * PRICES.gibibyteSecond;

export function frontDoors(requestsPerSecond: number, acceptMemoryMiB: number): FrontDoors {
  const requests = requestsPerSecond * SECONDS_PER_MONTH;
  const accept = requests * acceptCost(acceptMemoryMiB);
  const millions = `${show(requests / MILLION)} million requests`;
  return {
    doors: [
      { name: 'API Gateway (HTTP)', perMonth: requests * PRICES.httpRequest + accept, note: millions },
      {
        name: 'a load balancer',
        perMonth: balancerMonth + requests * balancerRequest + accept,
        note: 'no throttling and no CORS',
      },
      {
        name: 'API Gateway straight into the stream',
        perMonth: requests * PRICES.httpRequest,
        note: 'no event id, no burst queue',
      },
    ],
    balancerFromRequestsPerMonth: balancerMonth / (PRICES.httpRequest - balancerRequest),
  };
}
