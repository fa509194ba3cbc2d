// The rebuild makes lost counters from the ledger. Nothing may count meanwhile, and an audit checks the counters
// afterwards. A rebuild that was interrupted goes on where it was, and doing it again changes nothing.

import type { PostRow } from '../../adapters/dynamodb/scan.ts';
import { addCuts, type Cut, EMPTY_CUT } from '../../core/counters/cut.ts';
import { rebuildCounter } from '../../core/audit/rebuild-counter.ts';
import { counterOfRow } from '../../core/likes/counter-of-row.ts';
import { type AuditOptions, audit, DEFAULTS } from './audit.ts';
import type { AuditReport } from './audit-report.ts';
import { scanSegments } from './scan-segments.ts';
import { RunState } from './state.ts';
import { openTables, type TablePorts, type Tables } from './tables.ts';

export interface RebuildReport {
  readonly created: number;
  /** Counters that existed and are as the ledger makes them, as after an earlier rebuild. */
  readonly thereAlready: number;
  /** Counters that are not as the ledger alone would make them. They were left alone. */
  readonly leftAlone: number;
  /** The audit of all counters afterwards. A post with waiting events shows that something was counting. */
  readonly audit: AuditReport;
}

export type RebuildOptions = Omit<AuditOptions, 'repair'>;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS counters (
    postId TEXT PRIMARY KEY, likes INTEGER NOT NULL, marks TEXT NOT NULL, outcome TEXT NOT NULL DEFAULT 'planned'
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS countersByOutcome ON counters (outcome, postId);`;

interface CounterLine {
  postId: string;
  likes: number;
  marks: string;
}

/** How many counters are made before the state is written. */
const PAGE = 200;

/** Rejects as the audit does. */
export async function rebuild(tables: Tables, options: RebuildOptions = {}): Promise<RebuildReport> {
  const { signal } = new AbortController();
  const settings = { ...DEFAULTS, signal, onProgress: () => {}, ...options };
  const state = new RunState(settings.stateFile, SCHEMA, {
    rebuild: `${tables.countersTable} from ${tables.likesTable}`,
    segments: settings.segments,
  });
  try {
    const ports = openTables(tables);
    const steps = { prepare: async (rows: readonly PostRow[]) => rows, keep: plan };
    const onRead = (read: number) => settings.onProgress('ledger', 0, read);
    await scanSegments(state, 'ledger', ports.readRows, steps, { ...settings, onRead });
    await makeCounters(state, ports, settings.signal);
    const numberOf = (outcome: string) =>
      state.number('SELECT count(*) number FROM counters WHERE outcome = ?', outcome);
    const report = {
      created: numberOf('created'),
      thereAlready: numberOf('there-already'),
      leftAlone: numberOf('differs'),
      audit: await audit(tables, { ...options, repair: false, stateFile: undefined }),
    };
    state.remove();
    return report;
  } finally {
    state.close();
  }

  function plan(rows: readonly PostRow[]): void {
    for (const [postId, ofPost] of Map.groupBy(rows, ({ postId }) => postId)) {
      const line = state.get('SELECT * FROM counters WHERE postId = ?', postId) as CounterLine | undefined;
      const known = line ? readLine(line) : EMPTY_CUT;
      const { count: likes, marks } = ofPost.map(({ row }) => counterOfRow(row)).reduce(addCuts, known);
      state.run(
        `INSERT INTO counters (postId, likes, marks) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET likes = excluded.likes, marks = excluded.marks`,
        postId,
        likes,
        JSON.stringify([...marks]),
      );
    }
  }
}

async function makeCounters(state: RunState, { creator }: TablePorts, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const lines = state.all<CounterLine>(`SELECT * FROM counters WHERE outcome = 'planned' LIMIT ${PAGE}`);
    if (lines.length === 0) return;
    const outcomes = await Promise.all(
      lines.map((line) => rebuildCounter(creator, line.postId, readLine(line))),
    );
    state.transaction(() => {
      for (const [index, outcome] of outcomes.entries()) {
        state.run('UPDATE counters SET outcome = ? WHERE postId = ?', outcome, lines[index]?.postId ?? '');
      }
    });
  }
}

function readLine({ likes, marks }: CounterLine): Cut {
  return { count: likes, marks: new Map(JSON.parse(marks) as [string, string][]) };
}
