// What a micro benchmark found: the CPU time of a like, beside that of the least that could be done in its place.

export interface MicroResult {
  readonly name: string;
  readonly cpuMicrosecondsPerLike: number;
  /** What it is compared with. */
  readonly baseline: string;
  readonly baselineCpuMicrosecondsPerLike: number;
}
