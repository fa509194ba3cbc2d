// The result of a micro benchmark: the CPU time of a like, and that of the least that could be done in its place.

export interface MicroResult {
  readonly name: string;
  readonly cpuMicrosecondsPerLike: number;
  /** Names what the like is compared with. */
  readonly baseline: string;
  readonly baselineCpuMicrosecondsPerLike: number;
}
