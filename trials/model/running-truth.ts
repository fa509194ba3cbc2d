// Checks what must hold at every moment of a schedule, and not only at its end. The truth comes from the records of the lanes, the mark
// of each lane, and one rule: a version or an event at or below its lane's mark is counted.

import { AUDIT_LANE, type CounterItem, EMPTY_ITEM, ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { LedgerRow } from '../../core/likes/ledger-row.ts';
import type { Commit } from '../../core/counters/ports.ts';
import type { LedgerKey } from '../../core/likes/ports.ts';
import type { Position } from '../../core/stream/sequence-number.ts';
import { compactedStamp, likedBy, type Stamp, winnerOf } from '../../core/likes/stamp.ts';
import type { Watch } from './in-memory-store.ts';
import type { LaneRecords } from './workload.ts';

type ReadItem = (postId: string, bucket: string) => CounterItem | undefined;
type ReadRow = (key: LedgerKey) => LedgerRow | undefined;

interface Counted {
  likes: number;
  commits: number;
  damage: number;
  /** How much of the damage no auditor has corrected yet. */
  drift: number;
  /** The mark of each lane. */
  readonly marks: Map<string, Position>;
  /** The winning stamp of each person. */
  readonly winners: Map<string, Stamp>;
}

export class RunningTruth implements Watch {
  readonly #lanes: readonly LaneRecords[];
  readonly #onProblem: (problem: string) => void;
  readonly #posts = new Map<string, Counted>();

  /** @param onProblem is told what is wrong as soon as it is wrong */
  constructor(lanes: readonly LaneRecords[], onProblem: (problem: string) => void) {
    this.#lanes = lanes;
    this.#onProblem = onProblem;
  }

  /** Notes that the count of the post is wrong by so many likes from the start, until an auditor corrects it. */
  damage(postId: string, likes: number): void {
    const counted = this.#counted(postId);
    counted.damage = likes;
    counted.drift = likes;
  }

  damageOf(postId: string): number {
    return this.#counted(postId).damage;
  }

  commitsOf(postId: string): number {
    return this.#counted(postId).commits;
  }

  /** How many people like the post by the events up to these marks, whatever has been counted by now. */
  likesAt(postId: string, marks: ReadonlyMap<string, Position>): number {
    const winners = new Map<string, Stamp>();
    for (const { name, events } of this.#lanes) {
      for (const { position, userId, postId: post, stamp } of events) {
        if (post !== postId || position > (marks.get(name) ?? '')) continue;
        winners.set(userId, winnerOf([stamp, winners.get(userId) ?? stamp]) ?? stamp);
      }
    }
    let likes = 0;
    for (const winner of winners.values()) likes += likedBy(winner);
    return likes;
  }

  /** Takes in a commit that was done. It must move the mark forward and add the delta that the events in between make. */
  committed({ key: postId, lane, mark, delta }: Commit, readRow: ReadRow): void {
    const counted = this.#counted(postId);
    const { marks, winners } = counted;
    const from = marks.get(lane);
    if (from !== undefined && mark <= from)
      this.#onProblem(`the mark of lane ${lane} on ${postId} moves back`);
    const users = new Set<string>();
    let change = 0;
    for (const { position, userId, postId: post, stamp } of this.#eventsOf(lane)) {
      if (post !== postId || position > mark || (from !== undefined && position <= from)) continue;
      const before = winners.get(userId);
      users.add(userId);
      if (before !== undefined && before >= stamp) continue;
      change += likedBy(stamp) - likedBy(before);
      winners.set(userId, stamp);
    }
    marks.set(lane, mark);
    counted.commits += 1;
    counted.likes += change;
    if (lane === AUDIT_LANE) {
      change = -counted.drift;
      counted.drift = 0;
    }
    if (delta !== change)
      this.#onProblem(`a commit adds ${delta} to ${postId}, but its events make ${change}`);
    for (const userId of users) this.rowChanged({ userId, postId }, readRow({ userId, postId }));
  }

  /** Checks that the counted versions of a row have the same winner as the person's counted events. */
  rowChanged({ userId, postId }: LedgerKey, row: LedgerRow = []): void {
    const { marks, winners } = this.#counted(postId);
    const counted = row.filter(({ lane, position }) => position <= (marks.get(lane) ?? ''));
    const found = winnerOf(counted.map(({ stamp }) => stamp));
    const expected = winners.get(userId);
    const isRight = found === expected || (expected !== undefined && found === compactedStamp(expected));
    if (isRight) return;
    const isLost = expected !== undefined && (found ?? '') < expected;
    this.#onProblem(
      `the row of ${userId} on ${postId} ${isLost ? 'has lost a counted action' : 'counts an action too early'}`,
    );
  }

  /** Checks that root and open buckets add up to what is counted, and that each lane's mark is right where the lane commits. */
  itemsChanged(postId: string, read: ReadItem): void {
    const { likes, drift, marks } = this.#counted(postId);
    const root = read(postId, ROOT_BUCKET) ?? EMPTY_ITEM;
    let sum = root.count;
    for (const bucket of root.split.open) sum += read(postId, bucket)?.count ?? 0;
    if (sum !== likes + drift)
      this.#onProblem(`the root and the open buckets of ${postId} add up to ${sum}, not ${likes + drift}`);
    for (const { name } of this.#lanes) {
      const bucket = root.split.moved.get(name);
      const floor = root.marks.get(name);
      const mark = bucket === undefined ? floor : (read(postId, bucket)?.marks.get(name) ?? floor);
      if (mark !== marks.get(name))
        this.#onProblem(`the mark of lane ${name} on ${postId} is not the one that was committed last`);
    }
  }

  #eventsOf(lane: string) {
    return this.#lanes.find(({ name }) => name === lane)?.events ?? [];
  }

  #counted(postId: string): Counted {
    let counted = this.#posts.get(postId);
    if (!counted) {
      counted = { likes: 0, commits: 0, damage: 0, drift: 0, marks: new Map(), winners: new Map() };
      this.#posts.set(postId, counted);
    }
    return counted;
  }
}
