// The messages between the process of the local cloud and its parent.

import type { MetricSums } from '../local/lambda/embedded-metrics.ts';
import type { ThreadProfile } from './profile/record.ts';

export interface CloudRequest {
  readonly id: number;
  readonly ask: 'usage' | 'start-profile' | 'stop-profile' | 'close';
}

/** All figures but the memory count from the start of the process. */
export interface CloudUsage {
  readonly metrics: MetricSums;
  readonly cpuMs: number;
  /** The most since the last request for it. */
  readonly rssBytes: number;
}

export interface CloudReply {
  /** The id of the request. 0 means that the cloud is ready. */
  readonly id: number;
  readonly url?: string;
  readonly usage?: CloudUsage;
  readonly profiles?: readonly ThreadProfile[];
}
