// How much one person or one address may ask of one execution environment.

export interface Rate {
  /** What may be asked for a second in the long run. */
  readonly perSecond: number;
  /** What may be asked for at once after a rest. */
  readonly burst: number;
}
