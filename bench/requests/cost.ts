// What one request of a kind costs.

import type { Traffic } from './traffic.ts';

export interface Cost extends Traffic {
  readonly route: string;
  readonly name: string;
  readonly status: number;
  readonly isRefusal: boolean;
  /** What the function itself logs. Lambda adds some 300 bytes to each invocation. */
  readonly logBytes: number;
  readonly cpuMicroseconds: number;
  /** The median of the ratios to the likes that were measured beside it. */
  readonly likes: number;
}

/** A refusal that costs more than a like makes it worth while to send it. */
export const isDear = ({ isRefusal, likes }: Cost): boolean => isRefusal && likes > 1;
