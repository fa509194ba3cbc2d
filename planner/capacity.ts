// Everything that a deployment declares. `lib` makes templates of it, and no capacity is written anywhere else.

import type { Operation } from '../core/api/routes.ts';
import type { Fairness } from '../scenarios/scenario.ts';
import type { SplitPolicy } from '../core/counters/split-policy.ts';

export type StreamCapacity =
  | { readonly mode: 'provisioned'; readonly shards: number; readonly retentionHours: number }
  | {
      readonly mode: 'on-demand';
      /** How many shards the stream is expected to have at the peak. AWS decides. */
      readonly shards: number;
      readonly retentionHours: number;
    };

/** Units that a table or an index takes in a second, as auto scaling moves them. If both are equal, nothing scales. */
export interface ScaledUnits {
  readonly least: number;
  readonly most: number;
  /** Auto scaling aims at this share of what is provisioned. */
  readonly targetPercent: number;
}

export interface ProvisionedUnits {
  readonly write: ScaledUnits;
  readonly read: ScaledUnits;
}

export interface OnDemandUnits {
  /** What a table takes from its first second on. Undefined for AWS's default. */
  readonly warmWriteUnits: number | undefined;
  readonly warmReadUnits: number | undefined;
  /** What bounds the bill. Undefined for no bound. */
  readonly maxWriteUnits: number | undefined;
  readonly maxReadUnits: number | undefined;
}

/** The index of the counters table that finds the split posts. */
export const SPLIT_POSTS_INDEX = 'split-posts';

/** DynamoDB has one mode for a table and all of its indexes. Indexes go by their names. */
export type TableCapacity =
  | {
      readonly mode: 'provisioned';
      readonly table: ProvisionedUnits;
      readonly indexes: Readonly<Record<string, ProvisionedUnits>>;
    }
  | {
      readonly mode: 'on-demand';
      readonly table: OnDemandUnits;
      readonly indexes: Readonly<Record<string, OnDemandUnits>>;
    };

export interface FunctionSize {
  readonly memoryMiB: number;
  readonly timeoutSeconds: number;
  /** Set on request only, because an account may have as little as 10 executions in all. */
  readonly reservedConcurrency?: number;
}

export interface FunctionSizes {
  readonly acceptLike: FunctionSize;
  readonly drainBurst: FunctionSize;
  readonly batchLikes: FunctionSize;
  readonly readCounts: FunctionSize;
  readonly issueVisitor: FunctionSize;
  readonly rotateKeys: FunctionSize;
  readonly describeApi: FunctionSize;
  readonly mergeBuckets: FunctionSize;
  readonly rollUp: FunctionSize;
  readonly answerViewer: FunctionSize;
  readonly broadcast: FunctionSize;
  readonly canary: FunctionSize;
}

export interface RequestRate {
  readonly requestsPerSecond: number;
  readonly burstRequests: number;
}

/** The throttling of the whole API, and of the routes that have one of their own. */
export interface Throttling extends RequestRate {
  readonly routes: Partial<Readonly<Record<Operation, RequestRate>>>;
}

/** The queue that takes the likes of a burst, and the function that drains it. */
export interface BurstCapacity {
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  /** How many batches are drained at a time. */
  readonly maximumConcurrency: number;
  readonly visibilityTimeoutSeconds: number;
  /** A message that was received this often goes to the DLQ. */
  readonly maxReceiveCount: number;
  readonly retentionDays: number;
}

/** How batch-likes gets the records of the stream. */
export interface MappingCapacity {
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  /** A record that could not be counted for so long goes to the bucket of the last resort. */
  readonly recordAgeSeconds: number;
}

/** The stream of count updates, and what roll-up makes of it. */
export interface RollUpCapacity {
  readonly stream: StreamCapacity;
  readonly mapping: { readonly batchSize: number; readonly batchWindowSeconds: number };
  /** How many partition keys the stream has. The updates of one post always have the same one, so they meet in one lane. */
  readonly rootSlots: number;
  readonly timeline: TableCapacity;
  /** How long a minute of the timeline is kept. */
  readonly timelineDays: number;
  /** A post with fewer likes has no timeline. */
  readonly timelineFromLikes: number;
}

/** The connections of those who look, in groups, and the queue of what the groups must be told. */
export interface PushCapacity {
  /** One message of the queue reaches the connections of one slot. */
  readonly connectionSlots: number;
  readonly connections: TableCapacity;
  /** How many messages are broadcast at a time. */
  readonly maximumConcurrency: number;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
}

/** The function that likes a post from time to time, to see that everything works. */
export interface CanaryCapacity {
  readonly everyMinutes: number;
  /** A like that is counted later than this is a failure. */
  readonly freshnessSeconds: number;
}

/** From which value on an alarm goes off. */
export interface AlarmThresholds {
  readonly iteratorAgeSeconds: number;
  /** The age of the oldest message in the burst queue. */
  readonly burstAgeSeconds: number;
  /** The executions that the account may have at a time in the region: AWS's quota, or what it was raised to. */
  readonly executionsAtATime: number;
}

export interface Capacity {
  readonly stream: StreamCapacity;
  readonly eventSourceMapping: MappingCapacity;
  readonly tables: {
    readonly counters: TableCapacity;
    readonly likes: TableCapacity;
    /** What people like. A cache answers those who read it. */
    readonly posts: TableCapacity;
  };
  /** When posts are split over several counter items, and when they are merged again. */
  readonly hotPosts: SplitPolicy;
  readonly throttling: Throttling;
  readonly fairness: Fairness;
  readonly functions: FunctionSizes;
  /** Undefined where a like that the stream throttles is refused. */
  readonly burst: BurstCapacity | undefined;
  /** Undefined where the scenario wants nothing live. */
  readonly rollUp: RollUpCapacity | undefined;
  /** Undefined where pages ask for counts. */
  readonly push: PushCapacity | undefined;
  /** Undefined unless the deployment has a canary. */
  readonly canary: CanaryCapacity | undefined;
  readonly logRetentionDays: number;
  readonly alarms: AlarmThresholds;
}

/** What somebody wants otherwise than the plan. A function, a table, a policy and the canary are overridden as a whole. */
export type CapacityOverrides = {
  readonly [Part in keyof Omit<Capacity, 'functions' | 'tables' | 'canary'>]?: Partial<Capacity[Part]>;
} & {
  readonly canary?: CanaryCapacity | undefined;
  readonly functions?: Partial<FunctionSizes>;
  readonly tables?: Partial<Capacity['tables']>;
};
