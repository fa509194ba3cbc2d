// What a local cloud is started with, and what it tells while it runs.

import type { AlarmReport } from './cloudwatch/alarms.ts';
import type { EdgeLoad } from './edge/edge-load.ts';
import type { Mappings } from './event-source-mapping/mappings.ts';
import type { Mount } from './gateway/server.ts';
import type { Credentials } from './guard/credentials.ts';
import type { MetricSums } from './lambda/embedded-metrics.ts';
import type { LambdaFunction } from './lambda/function.ts';
import type { WatchInvocation } from './lambda/invocation-fault.ts';
import type { LimitOptions, Load, ThrottleCounts } from './limits/cloud-limits.ts';
import type { Log } from './resources/resource-type.ts';
import type { AllEndpoints, WrapEndpoint } from './servers.ts';
import type { WebSocketUsage } from './websocket/usage.ts';

export interface LocalCloudOptions extends LimitOptions {
  /** Directory that `cdk synth` wrote. */
  readonly assemblyDir: string;
  /** Port of the HTTP API. The default, 0, takes any free port. */
  readonly port?: number | undefined;
  /** Directory that keeps all state. Without it the state is in memory. */
  readonly dataDir?: string | undefined;
  /** Directory whose files are served beside the API. */
  readonly siteDir?: string | undefined;
  /** Answers some paths of the gateway instead of the API. */
  readonly mount?: Mount | undefined;
  /** The most execution environments that one function runs at a time. */
  readonly concurrency?: number | undefined;
  /** How long a minute lasts for alarms, in milliseconds. The default is 60,000. */
  readonly alarmMinuteMs?: number | undefined;
  readonly log?: Log;
  /** Is called for every invocation, and may return a fault for it. */
  readonly watchInvocation?: WatchInvocation | undefined;
  /** The time by which the records of a stream are old, in milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  /** Puts another server between the functions and a service. */
  readonly wrapEndpoint?: WrapEndpoint | undefined;
}

export interface LocalCloud {
  /** Address of the edge, or else of the HTTP API, without a slash at the end. */
  readonly url: string;
  /** Address of the HTTP API itself. Behind an edge it refuses what did not come through the edge. */
  readonly apiUrl: string;
  /** Addresses of the servers themselves, not of what `wrapEndpoint` put before them. */
  readonly endpoints: AllEndpoints & { readonly lambda: string };
  /** What the servers take. They are new in each run. */
  readonly credentials: Credentials;
  /** What `Ref` returns for each resource, by logical id. */
  readonly physicalIds: Readonly<Record<string, string>>;
  /** The outputs of all stacks, by logical id. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The functions by name. */
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  /** The event source mappings, each by what `Ref` returns. */
  readonly mappings: Mappings;
  /** The schedules by what `Ref` returns. Each may be switched off and on, as DisableRule and EnableRule do. */
  readonly rules: ReadonlyMap<string, { enabled: boolean }>;
  /** Lets other functions of the account run so many invocations at a time from now on. */
  runOtherFunctions(invocations: number): void;
  /** Returns the sums of the metrics that the functions have printed so far. */
  readMetrics(): MetricSums;
  /** Returns how often each component has throttled since the start. The counts of DynamoDB are up to 200 ms old. */
  readThrottles(): ThrottleCounts;
  /** Returns what tables, indexes and shards have taken since the start, beside their limits. */
  readLoad(): readonly Load[];
  /** Address of the first stage of a WebSocket API, such as ws://127.0.0.1:3001/live. */
  readonly liveUrl: string | undefined;
  /** Returns what the WebSocket APIs have done since the start. */
  readConnections(): WebSocketUsage;
  /** Ends this share of the WebSocket connections as a failing network does, the oldest first. Returns how many. */
  dropConnections(share?: number): number;
  /** Returns what the edge has answered by itself, and what it has asked the API and the buckets, by path. */
  readEdge(): readonly EdgeLoad[];
  /** Returns the state of each alarm, and how it has changed. */
  readAlarms(): readonly AlarmReport[];
  close(): Promise<void>;
}
