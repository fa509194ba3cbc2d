// What a design of a counter must offer, so that all of them are driven and measured alike. Each reads the same records of the same
// lanes, as one function with one client. What a design does besides, such as rolling up once a second, is a worker of it.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Limit } from '../../core/stream/limit.ts';
import type { StreamRecord } from '../../core/stream/stream-record.ts';
import type { ChangeStream } from './change-stream.ts';
import type { Fault } from './faults.ts';

export interface TableDefinition {
  readonly keys: readonly [partition: string, sort?: string];
  /** What its units count as: what is known of single actions, or what makes up the counts. */
  readonly holds: 'ledger' | 'counter';
  /** Whether the design reads the table's DynamoDB stream. */
  readonly stream?: true;
}

/** What one execution environment has. */
export interface Environment {
  readonly client: DynamoDBClient;
  readonly tableOf: (name: string) => string;
  /** The stream of a table that was defined with one. */
  readonly streamOf: (name: string) => ChangeStream;
  /** Bounds the requests in flight. */
  readonly limit: Limit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** Returns whether there is more to do at once. Otherwise it is called again a second later. */
export type Worker = () => Promise<boolean>;

export interface Counting {
  /** One invocation with a batch of one lane. When it rejects, the same batch comes again. */
  readonly countBatch: (lane: string, records: readonly StreamRecord[]) => Promise<void>;
  /** Each call of one is an invocation too. */
  readonly workers: readonly Worker[];
  /** Returns the counts as a reader of at most 100 posts gets them. */
  readonly readCounts: (postIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
}

export interface Design {
  readonly name: string;
  readonly title: string;
  /** Where its authors describe it. */
  readonly source: { readonly name: string; readonly url: string };
  /** How it was carried over, and what was left out. Full sentences. */
  readonly translation: string;
  readonly tables: Readonly<Record<string, TableDefinition>>;
  /** The faults under which it claims exact counts, as long as each person acts once on a post. */
  readonly claims: readonly Fault[];
  /** Whether a person's later action takes the place of an earlier one, whatever order they arrive in. */
  readonly knowsPeople: boolean;
  /** dynalite has no transactions. */
  readonly needsTransactions: boolean;
  /** How many seconds after the last like its workers have done their work. */
  readonly settleSeconds: number;
  /** The table whose keys bound how fast one post can be liked, and over how many keys it spreads the writes of one post. */
  readonly bound: { readonly table: string; readonly keys: number };
  readonly start: (environment: Environment) => Counting;
}
