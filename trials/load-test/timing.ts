// How long the parts of a run take besides the load itself. Tests have shorter ones.

export interface Timing {
  /** How long all counts must stay exact at the end, because a like may be counted a second time later. */
  readonly equalForMs: number;
  /** Counts that are wrong and have not changed for this long are final. */
  readonly unchangedForMs: number;
}

export const TIMING: Timing = {
  equalForMs: 3_000,
  unchangedForMs: 60_000,
};
