// What roll-up hands on to those who look.

/** The whole count of a post, as roll-up has found it. */
export interface NewCount {
  readonly postId: string;
  readonly count: number;
  /** Milliseconds since 1970: the count includes all that was committed before. */
  readonly asOfMs: number;
}

/** Tells viewers of counts, newest last. Roll-up hands over every count that it finds; most of them change nothing that a person sees. */
export interface Broadcast {
  /** Rejects when the counts are not sure to be told; then they must come again. */
  send(counts: readonly NewCount[]): Promise<void>;
}
