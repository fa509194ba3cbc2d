// What the local cloud tells the page once a second. tools/start/control-room/sample.ts writes it.

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
  /** They may be counted already. */
  readonly inFlight: number;
  readonly counted: number;
  readonly items: readonly Bar[];
}

export interface Sample {
  readonly atMs: number;
  readonly mood: string;
  readonly ours: SideSample & {
    readonly queueDepth: number;
    readonly shards: readonly Bar[];
    readonly itemsOfStar: number;
    readonly p50Ms: number | null;
    readonly p99Ms: number | null;
  };
  readonly naive: SideSample | null;
}

export interface State {
  readonly phase: 'starting' | 'running';
  readonly naive: 'off' | 'starting' | 'on';
  readonly samples: readonly Sample[];
  readonly events: readonly { readonly atMs: number; readonly text: string }[];
}
