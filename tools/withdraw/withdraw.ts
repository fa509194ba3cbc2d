// Withdraws likes: it finds them in the ledger and puts an unlike for each on the stream, so that they are counted as any action is. Then
// it waits until all that was accepted before is counted, and looks again, until nothing is left.

import type { PostRow, ReadPage } from '../../adapters/dynamodb/scan.ts';
import { scanSegments } from '../audit/scan-segments.ts';
import type { RunState } from '../audit/state.ts';
import { findLike, type Selection } from './selection.ts';
import type { Tally, WithdrawalStore } from './withdrawal-store.ts';

export interface WithdrawSettings {
  readonly send: boolean;
  readonly passes: number;
  readonly segments: number;
  /** Read capacity units a second that reading the ledger may use. */
  readonly unitsPerSecond: number;
  /** How many posts the report names. */
  readonly listed: number;
  readonly signal: AbortSignal;
  readonly onRead: (pass: number, read: number) => void;
}

export interface WithdrawPorts {
  readonly state: RunState;
  readonly store: WithdrawalStore;
  readonly readRows: ReadPage<PostRow>;
  readonly sendUnlikes: () => Promise<void>;
  readonly waitUntilCounted: () => Promise<void>;
}

export interface WithdrawReport extends Tally {
  readonly topPosts: readonly { readonly postId: string; readonly likes: number }[];
  readonly rows: number;
  readonly passes: number;
  /** How many likes the last pass has found. With 0, nothing is left. */
  readonly foundAtLast: number;
}

/** Rejects with the signal's reason when that ends it. The state keeps what was done. */
export async function withdraw(
  { state, store, readRows, sendUnlikes, waitUntilCounted }: WithdrawPorts,
  selection: Selection,
  settings: WithdrawSettings,
): Promise<WithdrawReport> {
  const passes = settings.send ? settings.passes : 1;
  let pass = Number(state.factOr('pass', () => '1'));
  for (; ; pass++) {
    state.setFact('pass', String(pass));
    await find(pass);
    if (!settings.send || (pass > 1 && store.foundIn(pass) === 0)) break;
    await sendUnlikes();
    if (pass === passes) break;
    await waitUntilCounted();
  }
  return {
    ...store.tally(),
    topPosts: store.topPosts(settings.listed),
    rows: state.itemsRead('ledger 1'),
    passes: pass,
    foundAtLast: store.foundIn(pass),
  };

  async function find(pass: number): Promise<void> {
    const keep = (rows: readonly PostRow[]) => {
      for (const row of rows) {
        const like = findLike(row, selection);
        if (like) store.add(like, pass);
      }
    };
    await scanSegments(
      state,
      `ledger ${pass}`,
      readRows,
      { prepare: async (rows) => rows, keep },
      { ...settings, onRead: (read) => settings.onRead(pass, read) },
    );
  }
}
