// The limits of one local cloud: whether they are on, what they are multiplied by, and what they have throttled so far.

import {
  type AccountConcurrency,
  DEFAULT_ACCOUNT_CONCURRENCY,
  makeAccountConcurrency,
  UNLIMITED_CONCURRENCY,
} from '../lambda/account-concurrency.ts';
import { type ApiGatewayAccount, makeApiGatewayAccount } from './api-gateway-account.ts';

export interface LimitOptions {
  /** `off` lifts every limit on throughput and concurrency. The default is `on`. */
  readonly limits?: 'on' | 'off' | undefined;
  /** What every limit is multiplied by, above 0 and up to 1. The default is 1. */
  readonly scale?: number | undefined;
  /** How many invocations the account may run at a time, before it is scaled. The default is 1,000. */
  readonly accountConcurrency?: number | undefined;
}

/** What a component has taken since the start. Its rate is the difference of two readings. */
export interface Load {
  /** Such as `dynamodb counters table` or `kinesis likes shardId-000000000000`. */
  readonly component: string;
  readonly unit: 'write units' | 'read units' | 'records' | 'bytes';
  readonly total: number;
  readonly limitPerSecond: number;
  /** The busiest partition key of the last full second. */
  readonly hottestKey?:
    | { readonly key: string; readonly perSecond: number; readonly limitPerSecond: number }
    | undefined;
}

/** Throttles since the start, by component. */
export type ThrottleCounts = Readonly<Record<string, number>>;

export interface LimitReport {
  readonly throttles: ThrottleCounts;
  readonly loads: readonly Load[];
}

export interface CloudLimits {
  /** Undefined when the limits are off. */
  readonly scale: number | undefined;
  readonly concurrency: AccountConcurrency;
  /** Undefined when the limits are off. */
  readonly apiGateway: ApiGatewayAccount | undefined;
  countThrottle(component: string): void;
  /** Adds a server that counts by itself. */
  addSource(read: () => LimitReport): void;
  readThrottles(): ThrottleCounts;
  readLoad(): readonly Load[];
}

/** Throws RangeError for a scale that is no fraction. */
export function makeCloudLimits({
  limits = 'on',
  scale = 1,
  accountConcurrency,
}: LimitOptions = {}): CloudLimits {
  if (!(scale > 0 && scale <= 1)) throw new RangeError(`the scale must be above 0 and up to 1, not ${scale}`);
  const concurrency = accountConcurrency ?? DEFAULT_ACCOUNT_CONCURRENCY;
  const counts: Record<string, number> = {};
  const sources: (() => LimitReport)[] = [];
  return {
    scale: limits === 'off' ? undefined : scale,
    concurrency:
      limits === 'off' ? UNLIMITED_CONCURRENCY : makeAccountConcurrency(concurrency, scale, Date.now),
    apiGateway: limits === 'off' ? undefined : makeApiGatewayAccount(scale, Date.now),
    countThrottle(component) {
      counts[component] = (counts[component] ?? 0) + 1;
    },
    addSource: (read) => void sources.push(read),
    readThrottles: () =>
      Object.assign({}, ...sources.map((read) => read().throttles), counts) as ThrottleCounts,
    readLoad: () => sources.flatMap((read) => read().loads),
  };
}
