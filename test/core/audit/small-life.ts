// A post and a few people in memory, with lanes whose batches may fail half-way, and an audit that repairs the count.

import { expect } from 'vitest';
import { correctCount } from '../../../core/audit/correct-count.ts';
import { driftOf } from '../../../core/audit/drift.ts';
import { EMPTY_CUT, readCut } from '../../../core/counters/cut.ts';
import { collectBatch } from '../../../core/likes/collect-batch.ts';
import { countPost } from '../../../core/likes/count-post.ts';
import type { LikeEvent, LikeOp } from '../../../core/likes/like-event.ts';
import { encodeLikeRecord } from '../../../core/likes/like-record.ts';
import { likedBy, stampOf, winnerOf } from '../../../core/likes/stamp.ts';
import { addTallies, EMPTY_TALLY, tallyRow } from '../../../core/likes/tally-row.ts';
import type { InMemoryStore } from '../../../trials/model/in-memory-store.ts';

export const postId = 'p';
export const USERS = ['ann', 'bob', 'cid'];

export function event(userId: string, number: number, op: LikeOp): LikeEvent {
  return { v: 1, id: `0190f3a1-0000-7000-8000-${String(number).padStart(12, '0')}`, postId, userId, op };
}

/** A shard: its records have positions that only grow. */
export class Lane {
  readonly name: string;
  readonly #ports: ReturnType<InMemoryStore['portsThrough']>;
  #next = 10;

  constructor(store: InMemoryStore, name: string) {
    this.name = name;
    this.#ports = store.portsThrough(async () => {});
  }

  put(events: readonly LikeEvent[]) {
    return events.map((event) => ({
      sequenceNumber: String(this.#next++),
      partitionKey: event.userId,
      data: new TextEncoder().encode(encodeLikeRecord([event])),
    }));
  }

  async count(records: ReturnType<Lane['put']>): Promise<void> {
    const [post] = collectBatch(records).posts;
    if (post) await countPost(this.#ports, this.name, post, undefined, 1);
  }

  /** Writes that many versions, and fails before the commit. */
  async fail(records: ReturnType<Lane['put']>, versions: number): Promise<void> {
    const { ledger, counters } = this.#ports;
    let written = 0;
    const dying = {
      ...ledger,
      writeVersion: async (...call: Parameters<typeof ledger.writeVersion>) => {
        if (written++ >= versions) throw new Error('no answer');
        return ledger.writeVersion(...call);
      },
    };
    const dead = { ...counters, commit: () => Promise.reject(new Error('no answer')) };
    const [post] = collectBatch(records).posts;
    if (post)
      await countPost({ ledger: dying, counters: dead }, this.name, post, undefined, 1).catch(() => {});
  }
}

/** Measures the drift and takes it out of the count. */
export async function repair(store: InMemoryStore): Promise<number> {
  const { counters } = store.portsThrough(async () => {});
  const cut = (await readCut(counters, postId)) ?? EMPTY_CUT;
  const rows = USERS.map((userId) => store.readRow({ userId, postId }) ?? []);
  const { least, most } = driftOf(cut, rows.map((row) => tallyRow(cut, row)).reduce(addTallies, EMPTY_TALLY));
  expect(most).toBe(least);
  if (least !== 0) await correctCount(counters, postId, { cut, drift: least, auditor: 'auditor' });
  return least;
}

export const truthOf = (events: readonly LikeEvent[]) =>
  USERS.map((user) =>
    likedBy(winnerOf(events.filter(({ userId }) => userId === user).map(stampOf))),
  ).reduce<number>((sum, liked) => sum + liked, 0);
