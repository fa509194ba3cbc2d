// Keeps what a run knows of each post: its cut, the tally of its rows so far, and its outcome.

import { EMPTY_CUT, type Cut } from '../../core/counters/cut.ts';
import { AUDIT_LANE } from '../../core/counters/counter-item.ts';
import { type DriftRange } from '../../core/audit/drift.ts';
import { type Tally } from '../../core/likes/tally-row.ts';
import type { RunState } from './state.ts';

export const POSTS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS posts (
    postId TEXT PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'open',
    counted INTEGER NOT NULL,
    count INTEGER NOT NULL,
    marks TEXT NOT NULL,
    likes INTEGER NOT NULL DEFAULT 0,
    ambiguous INTEGER NOT NULL DEFAULT 0,
    overdue INTEGER NOT NULL DEFAULT 0,
    waitingSinceMs REAL,
    least INTEGER,
    most INTEGER,
    rangeMark TEXT,
    corrected INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS postsByState ON posts (state, postId);`;

/** `open`: the post has a cut and is being measured. `again`: another pass must measure it. The others are final. */
export type PostState = 'open' | 'again' | 'exact' | 'drifting' | 'no-counter';

export interface PostRecord {
  readonly postId: string;
  /** Whether there was a counter at the cut. */
  readonly hasCounter: boolean;
  readonly cut: Cut;
  readonly tally: Tally;
  /** The drift by earlier measurements, as long as nobody has corrected the count since. */
  readonly range: DriftRange | undefined;
}

interface PostLine {
  postId: string;
  state: PostState;
  counted: number;
  count: number;
  marks: string;
  likes: number;
  ambiguous: number;
  overdue: number;
  waitingSinceMs: number | null;
  least: number | null;
  most: number | null;
  rangeMark: string | null;
}

const PAGE = 500;

export class PostStore {
  readonly #state: RunState;

  constructor(state: RunState) {
    this.#state = state;
  }

  /** Begins the measurement of a post. An undefined cut means that the post has no counter. */
  setCut(postId: string, cut: Cut | undefined): void {
    const { count: likes, marks } = cut ?? EMPTY_CUT;
    this.#state.run(
      `INSERT INTO posts (postId, counted, count, marks) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
       SET state = 'open', counted = excluded.counted, count = excluded.count, marks = excluded.marks,
           likes = 0, ambiguous = 0, overdue = 0, waitingSinceMs = NULL`,
      postId,
      cut ? 1 : 0,
      likes,
      JSON.stringify([...marks]),
    );
  }

  /** Returns the cut of a post that is being measured, and undefined when the post is not known. */
  find(postId: string): Pick<PostRecord, 'cut' | 'hasCounter'> | 'not-open' | undefined {
    const line = this.#state.get('SELECT state, counted, count, marks FROM posts WHERE postId = ?', postId) as
      | Pick<PostLine, 'state' | 'counted' | 'count' | 'marks'>
      | undefined;
    if (!line) return undefined;
    return line.state === 'open' ? { cut: readCutLine(line), hasCounter: line.counted === 1 } : 'not-open';
  }

  addTally(postId: string, { likes, ambiguous, overdue, oldestWaitingMs }: Tally): void {
    this.#state.run(
      `UPDATE posts SET likes = likes + ?, ambiguous = ambiguous + ?, overdue = overdue + ?,
       waitingSinceMs = min(coalesce(waitingSinceMs, ?4), coalesce(?4, waitingSinceMs)) WHERE postId = ?5`,
      likes,
      ambiguous,
      overdue,
      oldestWaitingMs ?? null,
      postId,
    );
  }

  /** Yields pages of the posts in a state. Posts may leave the state meanwhile. */
  *pagesOf(state: PostState): Generator<readonly PostRecord[]> {
    let after = '';
    for (;;) {
      const lines = this.#state.all<PostLine>(
        `SELECT * FROM posts WHERE state = ? AND postId > ? ORDER BY postId LIMIT ${PAGE}`,
        state,
        after,
      );
      const last = lines.at(-1);
      if (!last) return;
      yield lines.map(readLine);
      after = last.postId;
    }
  }

  has(state: PostState): boolean {
    return this.#state.get('SELECT 1 FROM posts WHERE state = ? LIMIT 1', state) !== undefined;
  }

  settle(postId: string, state: PostState): void {
    this.#state.run('UPDATE posts SET state = ? WHERE postId = ?', state, postId);
  }

  setRange(postId: string, { least, most }: DriftRange, cut: Cut): void {
    this.#state.run(
      'UPDATE posts SET least = ?, most = ?, rangeMark = ? WHERE postId = ?',
      least,
      most,
      cut.marks.get(AUDIT_LANE) ?? '',
      postId,
    );
  }

  noteCorrection(postId: string, drift: number): void {
    this.#state.run('UPDATE posts SET corrected = corrected + ? WHERE postId = ?', drift, postId);
  }
}

function readLine(line: PostLine): PostRecord {
  const { postId, counted, likes, ambiguous, overdue, waitingSinceMs, least, most, rangeMark } = line;
  const cut = readCutLine(line);
  const isCurrent = rangeMark === (cut.marks.get(AUDIT_LANE) ?? '');
  return {
    postId,
    hasCounter: counted === 1,
    cut,
    tally: { likes, ambiguous, overdue, oldestWaitingMs: waitingSinceMs ?? undefined },
    range: isCurrent && least !== null && most !== null ? { least, most } : undefined,
  };
}

function readCutLine({ count, marks }: { count: number; marks: string }): Cut {
  return { count: count, marks: new Map(JSON.parse(marks) as [string, string][]) };
}
