// One alarm of a deployment: what it watches, from which value on it goes off, and why from there.

import type { FunctionSizes } from '../capacity.ts';

export type FunctionName = keyof FunctionSizes;
export type TableName = 'ledger' | 'counters' | 'posts' | 'timeline' | 'connections';
export type QueueName = 'burst' | 'burstDeadLetters' | 'quarantine' | 'broadcast';

/** What a metric is of. `printed` is what a function prints itself; all others are AWS's. `account` is all functions of the region. */
export type Subject =
  | { readonly kind: 'function' | 'printed'; readonly name: FunctionName }
  | { readonly kind: 'table'; readonly name: TableName }
  | { readonly kind: 'queue'; readonly name: QueueName }
  | { readonly kind: 'likeEvents' | 'api' | 'viewersApi' | 'account' | 'canary' };

export interface AlarmMetric {
  readonly of: Subject;
  /** As CloudWatch names it. */
  readonly name: string;
  readonly statistic: 'Sum' | 'Maximum' | 'p99';
}

export interface Alarm {
  /** The last part of its name, and its heading in the runbook. */
  readonly key: string;
  /** What is the matter when it goes off, as one sentence. */
  readonly says: string;
  /** By the names that the expression uses. Each costs as much as an alarm. */
  readonly metrics: Readonly<Record<string, AlarmMetric>>;
  /** Undefined where there is one metric, which is taken as it is. */
  readonly expression?: string;
  /** It goes off at this value, or below it. */
  readonly when: 'at least' | 'below';
  readonly threshold: number;
  readonly unit: string;
  readonly periodSeconds: number;
  /** Of the last `periods`, so many must be bad. */
  readonly datapoints: number;
  readonly periods: number;
  /** What a period without data is. */
  readonly missing: 'good' | 'bad';
  /** How the threshold follows from the plan, with its figures. */
  readonly formula: string;
  readonly source: string;
}

/** How long it lasts until an alarm goes off. */
interface Patience {
  readonly periodSeconds: number;
  readonly datapoints: number;
  readonly periods: number;
}

/** What harms people within minutes. */
export const SOON: Patience = { periodSeconds: 60, datapoints: 3, periods: 5 };
/** What the system mends itself, unless it comes again. */
export const TWICE: Patience = { periodSeconds: 300, datapoints: 2, periods: 3 };
/** What is bad as soon as it is seen. */
export const AT_ONCE: Patience = { periodSeconds: 300, datapoints: 1, periods: 1 };

/** An alarm on one metric. */
export const alarmOn = (
  metric: AlarmMetric,
  it: Omit<Alarm, 'metrics' | 'expression' | 'when' | 'missing'>,
): Alarm => ({
  metrics: { metric },
  when: 'at least',
  missing: 'good',
  ...it,
});

/** A name of the plan as it stands in keys: acceptLike is accept-like. */
export const dashed = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
