// The result of a micro benchmark: the CPU time of a like, and that of the least that could be done in its place.

import type { ColdStart } from '../cold-start/cold-start.ts';

export interface MicroResult {
  readonly name: string;
  readonly cpuMicrosecondsPerLike: number;
  /** Names what the like is compared with. */
  readonly baseline: string;
  readonly baselineCpuMicrosecondsPerLike: number;
}

export interface MicroResults {
  readonly hotPaths: readonly MicroResult[];
  readonly coldStarts: readonly ColdStart[];
}
