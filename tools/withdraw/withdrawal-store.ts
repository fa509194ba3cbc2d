// Keeps the likes that a withdrawal has found, with the id of the unlike of each, so that an interrupted run sends the same ids again.

import type { RunState } from '../audit/state.ts';
import type { FoundLike } from './selection.ts';

export const WITHDRAWALS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS withdrawals (
    userId TEXT NOT NULL, postId TEXT NOT NULL, likeId TEXT NOT NULL, unlikeId TEXT,
    pass INTEGER NOT NULL, sent INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (userId, postId)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS withdrawalsBySent ON withdrawals (sent, userId, postId);`;

/** A like with the id of the unlike that takes it back. */
export interface Withdrawal extends FoundLike {
  readonly unlikeId: string;
}

export interface Tally {
  readonly likes: number;
  readonly persons: number;
  readonly posts: number;
}

export class WithdrawalStore {
  readonly #state: RunState;

  constructor(state: RunState) {
    this.#state = state;
  }

  /** Keeps a like that this pass has found. One that was found before is sent again, under the id that it has. */
  add({ userId, postId, likeId }: FoundLike, pass: number): void {
    this.#state.run(
      `INSERT INTO withdrawals (userId, postId, likeId, pass) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
       unlikeId = CASE WHEN likeId = excluded.likeId THEN unlikeId END,
       likeId = excluded.likeId, pass = excluded.pass, sent = 0`,
      userId,
      postId,
      likeId,
      pass,
    );
  }

  /** Returns the next ones to send, in the order of persons, after it has kept an id for each. */
  next(most: number, newId: () => string): readonly Withdrawal[] {
    const lines = this.#state.all<FoundLike & { unlikeId: string | null }>(
      `SELECT userId, postId, likeId, unlikeId FROM withdrawals WHERE sent = 0 ORDER BY userId, postId LIMIT ${most}`,
    );
    const named = lines.map((line) => ({ ...line, unlikeId: line.unlikeId ?? newId() }));
    this.#each(named, 'UPDATE withdrawals SET unlikeId = ? WHERE userId = ? AND postId = ?', true);
    return named;
  }

  setSent(withdrawals: readonly Withdrawal[]): void {
    this.#each(withdrawals, 'UPDATE withdrawals SET sent = 1 WHERE userId = ? AND postId = ?', false);
  }

  foundIn(pass: number): number {
    return this.#state.number('SELECT count(*) number FROM withdrawals WHERE pass = ?', pass);
  }

  unsent(): number {
    return this.#state.number('SELECT count(*) number FROM withdrawals WHERE sent = 0');
  }

  tally(): Tally {
    return this.#state.get(
      `SELECT count(*) likes, count(DISTINCT userId) persons, count(DISTINCT postId) posts FROM withdrawals`,
    ) as Tally;
  }

  /** Returns the posts with the most likes that were found. */
  topPosts(most: number): readonly { readonly postId: string; readonly likes: number }[] {
    return this.#state.all(
      'SELECT postId, count(*) likes FROM withdrawals GROUP BY postId ORDER BY likes DESC, postId LIMIT ?',
      most,
    );
  }

  #each(withdrawals: readonly Withdrawal[], sql: string, withId: boolean): void {
    this.#state.transaction(() => {
      for (const { userId, postId, unlikeId } of withdrawals)
        this.#state.run(sql, ...(withId ? [unlikeId] : []), userId, postId);
    });
  }
}
