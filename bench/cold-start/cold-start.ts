// What the first like of a fresh process costs: the import of the bundle and the first call, without the start of Node.

export interface ColdStart {
  readonly name: string;
  /** How many fresh processes were measured. The figures are their medians. */
  readonly processes: number;
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
}

/** What one fresh process reports. */
export type FirstCall = Pick<ColdStart, 'milliseconds' | 'cpuMilliseconds'>;

/** The name of the start that the others are compared with. */
export const COLD_BASELINE = 'PutRecord by the SDK alone';
