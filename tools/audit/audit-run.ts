// What the steps of an audit share.

import type { PostStore } from './post-store.ts';
import type { RunState } from './state.ts';
import type { TablePorts } from './tables.ts';

export interface AuditSettings {
  /** Takes the drift out of the counters. */
  readonly repair: boolean;
  /** Parts of a table that are read side by side. */
  readonly segments: number;
  /** Read capacity units a second that reading the tables may use. */
  readonly unitsPerSecond: number;
  /** How often the ledger is read at most. */
  readonly passes: number;
  /** An event that has waited for longer than this will not be counted any more. */
  readonly overdueHours: number;
  /** How long a post may have rows and no counter: the time from writing its first version to the commit. */
  readonly graceMs: number;
  readonly signal: AbortSignal;
  /** @param read items of the table that were read in this pass */
  readonly onProgress: (table: 'counters' | 'ledger', pass: number, read: number) => void;
}

export interface AuditRun {
  readonly state: RunState;
  readonly posts: PostStore;
  readonly ports: TablePorts;
  readonly settings: AuditSettings;
  /** Names this audit in the marks it leaves. */
  readonly auditor: string;
  readonly startedMs: number;
}
