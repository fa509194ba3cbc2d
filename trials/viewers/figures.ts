// What was measured of an audience. Pure.

import { type Percentiles, Latencies } from '../load-test/latencies.ts';
import type { Seen } from './audience.ts';
import type { BroadcastUse } from './broadcast-use.ts';
import { delaysOf, type Like } from './delays.ts';

export interface SightFigures {
  readonly likes: number;
  /** From the 202 to the screen, in milliseconds. Undefined where nothing was seen. */
  readonly delay: Percentiles | undefined;
  /** How many there are, and how many of them ended with a wrong count or saw not all likes. */
  readonly lookers: number;
  readonly wrong: number;
  readonly messages: number;
  /** How often a count on a screen changed, on all screens together. */
  readonly changes: number;
  readonly reconnects: number;
}

export interface PartFigures extends SightFigures {
  readonly seconds: number;
  /** What the WebSocket API has sent. */
  readonly messagesSent: number;
}

export interface PollingFigures extends PartFigures {
  /** GET requests that the edge answered from what it keeps, or could have. */
  readonly reads: number;
  readonly originReads: number;
}

export interface AudienceFigures {
  readonly viewers: number;
  readonly onePost: PartFigures;
  readonly page: PartFigures;
  readonly broadcast: BroadcastUse;
  readonly polling: PollingFigures;
  readonly memoryBytes: number;
}

export function judgeSight(
  likes: readonly Like[],
  { sights, messages, wrong, reconnects }: Seen,
): SightFigures {
  const latencies = new Latencies();
  for (const ofLooker of sights) for (const delayMs of delaysOf(likes, ofLooker)) latencies.record(delayMs);
  return {
    likes: likes.length,
    delay: latencies.percentiles(),
    lookers: sights.length,
    wrong,
    messages,
    changes: sights.reduce((sum, ofLooker) => sum + ofLooker.length, 0),
    reconnects,
  };
}
