// The result of an audit, as values.

import type { RunState } from './state.ts';

export interface PostDrift {
  readonly postId: string;
  /** The count at the cut. */
  readonly counter: number;
  /** The likes that the ledger shows, as far as the count's marks reach. */
  readonly ledger: number;
  readonly drift: number;
}

/** Posts with something in common: their number, a total over all of them, and a list of those with the largest figures. */
export interface PostList<Post> {
  readonly posts: number;
  readonly total: number;
  readonly listed: readonly Post[];
}

export interface AuditReport {
  readonly posts: number;
  readonly rows: number;
  readonly passes: number;
  /** What reading the tables cost, in read capacity units. */
  readonly capacityUnits: number;
  /** Posts whose count differs from the ledger, at the end. */
  readonly drifting: PostList<PostDrift>;
  /** Posts that have rows and no counter. The total is the number of their likes. */
  readonly withoutCounter: PostList<{ readonly postId: string; readonly likes: number }>;
  /** Posts with events that should have been counted long ago. The total is what the counts lack. */
  readonly overdue: PostList<{ readonly postId: string; readonly overdue: number }>;
  /** Posts that could not be measured exactly in all passes, or whose correction was not confirmed. */
  readonly unsettled: PostList<{ readonly postId: string; readonly least: number; readonly most: number }>;
  /** Posts whose count was corrected and found exact afterwards. The total is what was added. */
  readonly corrected: PostList<{ readonly postId: string; readonly corrected: number }>;
  /** Posts with an event that was not counted at the cut, and when the oldest such event was accepted. */
  readonly waiting: { readonly posts: number; readonly oldestMs: number | undefined };
}

/** Whether no count is wrong any more, and none is in doubt. */
export function isExact({ drifting, withoutCounter, overdue, unsettled }: AuditReport): boolean {
  return [drifting, withoutCounter, overdue, unsettled].every(({ posts }) => posts === 0);
}

/** @param listed how many posts a list names at most */
export function readReport(state: RunState, listed: number): AuditReport {
  function list<Post>(where: string, columns: string, total: string): PostList<Post> {
    const posts = state.number(`SELECT count(*) number FROM posts WHERE ${where}`);
    const sum = state.number(`SELECT coalesce(sum(${total}), 0) number FROM posts WHERE ${where}`);
    const rows = state.all<Post>(
      `SELECT postId, ${columns} FROM posts WHERE ${where} ORDER BY abs(${total}) DESC, postId LIMIT ?`,
      listed,
    );
    return { posts, total: sum, listed: rows.map((row) => ({ ...row })) };
  }

  const { waiting, oldestMs } = state.get(
    'SELECT count(waitingSinceMs) waiting, min(waitingSinceMs) oldestMs FROM posts',
  ) as { waiting: number; oldestMs: number | null };
  return {
    posts: state.number('SELECT count(*) number FROM posts'),
    rows: state.itemsRead('ledger 1'),
    passes: Number(state.fact('pass')),
    capacityUnits: state.unitsRead(),
    drifting: list("state = 'drifting'", 'count counter, count - least ledger, least drift', 'least'),
    withoutCounter: list("state = 'no-counter'", 'overdue likes', 'overdue'),
    overdue: list('counted = 1 AND overdue <> 0', 'overdue', 'overdue'),
    unsettled: list(
      "state IN ('open', 'again')",
      'coalesce(least, 0) least, coalesce(most, 0) most',
      'coalesce(least, 0)',
    ),
    corrected: list("state = 'exact' AND corrected <> 0", 'corrected', 'corrected'),
    waiting: { posts: waiting, oldestMs: oldestMs ?? undefined },
  };
}
