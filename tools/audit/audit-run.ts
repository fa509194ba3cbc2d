// What all steps of an audit work with.

import type { PostStore } from './post-store.ts';
import type { RunState } from './state.ts';
import type { TablePorts } from './tables.ts';

export interface AuditSettings {
  /** Whether the audit takes the drift out of the counters. */
  readonly repair: boolean;
  /** How many parts of a table are read side by side. */
  readonly segments: number;
  /** Read capacity units a second that reading the tables may use. */
  readonly unitsPerSecond: number;
  /** The ledger is read this often at most. */
  readonly passes: number;
  /** An event that has waited for longer than this will never be counted. */
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
