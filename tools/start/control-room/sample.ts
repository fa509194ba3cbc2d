// What the page is told once a second. demo/control-room/sample.ts reads it.

export interface Bar {
  readonly name: string;
  readonly perSecond: number;
  readonly limit: number;
}

export interface SideSample {
  readonly likes: number;
  readonly ledgerWrites: number;
  readonly counterWrites: number;
  readonly throttles: number;
  readonly iteratorAgeMs: number;
  readonly accepted: number;
  /** Likes that were sent, and whose answer has not come yet. They may be counted already. */
  readonly inFlight: number;
  readonly counted: number;
  readonly items: readonly Bar[];
}

export interface Sample {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly mood: string;
  readonly ours: SideSample & {
    readonly queueDepth: number;
    readonly shards: readonly Bar[];
    /** How many items hold the count of the celebrity's post. */
    readonly itemsOfStar: number;
    readonly p50Ms: number | null;
    readonly p99Ms: number | null;
  };
  readonly naive: SideSample | null;
}

export interface StageEvent {
  readonly atMs: number;
  readonly text: string;
}

export interface State {
  readonly phase: 'starting' | 'running';
  readonly naive: 'off' | 'starting' | 'on';
  readonly samples: readonly Sample[];
  readonly events: readonly StageEvent[];
}
