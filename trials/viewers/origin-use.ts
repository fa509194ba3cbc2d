// What the edge was asked for, and what it asked the API for, without what it may not keep.

import type { EdgeLoad } from '../../local/edge/edge-load.ts';

export interface OriginUse {
  readonly reads: number;
  readonly originReads: number;
}

/** Likes and new visitors always pass, and are no reads. */
export function readOriginUse(loads: readonly EdgeLoad[]): OriginUse {
  const passed = loads.reduce((sum, { answered }) => sum + answered.passed, 0);
  return {
    reads: loads.reduce((sum, { requests }) => sum + requests, 0) - passed,
    originReads: loads.reduce((sum, { originRequests }) => sum + originRequests, 0) - passed,
  };
}
