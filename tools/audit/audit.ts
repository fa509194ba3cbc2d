// The audit: it takes a cut of every post, reads the ledger and compares. Further passes measure the posts that are still
// unclear and those that were corrected.

import { randomUUID } from 'node:crypto';
import { type AuditReport, readReport } from './audit-report.ts';
import type { AuditRun, AuditSettings } from './audit-run.ts';
import { cutPosts } from './cut-posts.ts';
import { POSTS_SCHEMA, PostStore } from './post-store.ts';
import { readLedger } from './read-ledger.ts';
import { settlePosts } from './settle-posts.ts';
import { RunState } from './state.ts';
import { openTables, type Tables } from './tables.ts';

export interface AuditOptions extends Partial<AuditSettings> {
  /** Keeps the progress of the audit, so that it can go on after an interruption. It is removed at the end. */
  readonly stateFile?: string | undefined;
  /** A list of the report names this many posts at most. */
  readonly listed?: number;
}

export const DEFAULTS = {
  repair: false,
  segments: 4,
  unitsPerSecond: 1_000,
  passes: 5,
  // The stream keeps records for 72 hours, and a client's own event id may be a day old.
  overdueHours: 96,
  graceMs: 10_000,
  listed: 20,
} as const;

/** Rejects when a table cannot be read, and with the signal's reason when that ends it. */
export async function audit(tables: Tables, options: AuditOptions = {}): Promise<AuditReport> {
  const { signal } = new AbortController();
  const { stateFile, listed, ...settings } = { ...DEFAULTS, signal, onProgress: () => {}, ...options };
  const state = new RunState(stateFile, POSTS_SCHEMA, {
    audit: `${tables.countersTable} and ${tables.likesTable}`,
    segments: settings.segments,
  });
  try {
    const run: AuditRun = {
      state,
      posts: new PostStore(state),
      ports: openTables(tables),
      settings,
      auditor: state.factOr('auditor', randomUUID),
      startedMs: Number(state.factOr('startedMs', () => String(Date.now()))),
    };
    for (let pass = Number(state.factOr('pass', () => '1')); pass <= settings.passes; pass++) {
      state.setFact('pass', String(pass));
      await cutPosts(run, pass);
      await readLedger(run, pass);
      await settlePosts(run);
      if (!run.posts.has('again')) break;
    }
    const report = readReport(state, listed);
    state.remove();
    return report;
  } finally {
    state.close();
  }
}
