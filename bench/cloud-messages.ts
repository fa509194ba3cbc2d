// What the process of the local cloud and its parent say to each other.

import type { MetricSums } from '../local/lambda/embedded-metrics.ts';
import type { ThreadProfile } from './profile/record.ts';

export interface CloudRequest {
  readonly id: number;
  readonly ask: 'usage' | 'start-profile' | 'stop-profile' | 'close';
}

/** Since the process started, but for the memory. */
export interface CloudUsage {
  readonly metrics: MetricSums;
  readonly cpuMs: number;
  /** The most since it was last asked for. */
  readonly rssBytes: number;
}

export interface CloudReply {
  /** That of the request; 0: the cloud is ready. */
  readonly id: number;
  readonly url?: string;
  readonly usage?: CloudUsage;
  readonly profiles?: readonly ThreadProfile[];
}
