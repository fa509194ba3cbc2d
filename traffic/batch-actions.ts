// Puts actions together into requests of the batch endpoint. A request takes actions of one user only, and not too many.

import { utf8Length } from '../core/likes/key-text.ts';
import type { Action } from './action.ts';

/** Most actions in one POST /v1/likes. */
export const MAX_BATCH_SIZE = 100;

/** Keeps requests small. An action takes up to 100 bytes besides the name of its post. */
const MAX_BATCH_BYTES = 15_000;
const BYTES_AROUND_POST = 100;

/** A batch holds up to `batchSize` successive actions of one user, and stands where the last of them stood. */
export function batchActions(actions: Iterable<Action>, batchSize: number): Action[][] {
  const batches: Action[][] = [];
  const open = new Map<string, { batch: Action[]; bytes: number }>();
  for (const action of actions) {
    // A quote or backslash in the name takes two bytes in JSON.
    const bytes = BYTES_AROUND_POST + 2 * utf8Length(action.postId);
    let current = open.get(action.user) ?? { batch: [], bytes: 0 };
    if (current.bytes + bytes > MAX_BATCH_BYTES) {
      batches.push(current.batch);
      current = { batch: [], bytes: 0 };
    }
    current.batch.push(action);
    current.bytes += bytes;
    open.set(action.user, current);
    if (current.batch.length >= batchSize) {
      batches.push(current.batch);
      open.delete(action.user);
    }
  }
  return [...batches, ...[...open.values()].map(({ batch }) => batch)];
}
