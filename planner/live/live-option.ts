// One way to keep an open page current, with what it costs and what it runs into.

export type LiveOptionName =
  | 'polls of the API'
  | 'polls of the edge'
  | 'WebSocket API'
  | 'AppSync Events'
  | 'SSE';

export interface LiveLimit {
  readonly what: string;
  readonly load: number;
  readonly limit: number;
}

export interface LiveOption {
  readonly name: LiveOptionName;
  /** Dollars for one page that is open for an hour, as a share of the month. 0 where nobody looks. */
  readonly perViewerHour: number;
  /** Dollars for a month of the steady workload, beside the likes and the first read of a page. */
  readonly perMonth: number;
  /** How the price of a viewer's hour follows. */
  readonly formula: string;
  /** At the peak. The first one is the tightest. */
  readonly limits: readonly LiveLimit[];
  /** What else it takes. */
  readonly note: string;
}

/** Sorts limits: the one that is used most comes first. */
export const tightestFirst = (limits: readonly LiveLimit[]): readonly LiveLimit[] =>
  limits.toSorted((a, b) => b.load / b.limit - a.load / a.limit);
