// A small workload for schedules: a few lanes, then a child that takes over their people; actions out of order, repeated,
// toggled, several in one record.

import type { StreamRecord } from '../../core/collect-batch.ts';
import type { LikeEvent } from '../../core/like-event.ts';
import { encodeLikeRecord } from '../../core/like-record.ts';
import { likedBy, stampOf, winnerOf } from '../../core/stamp.ts';
import type { Random } from './random.ts';

export interface LaneRecords {
  readonly name: string;
  readonly records: readonly StreamRecord[];
  /** The lanes that must be read to their end before this one. */
  readonly parents: readonly string[];
}

export interface Workload {
  readonly lanes: readonly LaneRecords[];
  readonly posts: readonly string[];
  /** The likes of a post, from the events alone. */
  truth(postId: string): number;
}

const POSTS = ['p', 'q'];

export function makeWorkload(random: Random): Workload {
  const events: LikeEvent[] = [];
  let sequence = 10;

  function makeLane(name: string, users: string[], parents: string[]): LaneRecords {
    const records: StreamRecord[] = [];
    for (let count = 1 + random.below(7); count > 0; count--) {
      const userId = random.pick(users);
      const own = Array.from({ length: random.chance(0.2) ? 3 : 1 }, () => {
        const earlier = events.filter((event) => event.userId === userId);
        return earlier.length > 0 && random.chance(0.2) ? random.pick(earlier) : makeEvent(random, userId);
      });
      events.push(...own);
      sequence += 1 + random.below(3);
      const data = new TextEncoder().encode(encodeLikeRecord(own));
      records.push({ sequenceNumber: String(sequence), partitionKey: userId, data });
    }
    return { name, records, parents };
  }

  const lanes = [makeLane('a', ['u1', 'u2'], []), makeLane('b', ['u3'], []), makeLane('c', ['u4'], [])];
  lanes.push(makeLane('d', ['u1', 'u2', 'u3'], ['a', 'b']));
  return {
    lanes,
    posts: POSTS,
    truth(postId) {
      const stamps = new Map<string, string[]>();
      for (const event of events) {
        if (event.postId === postId)
          stamps.set(event.userId, [...(stamps.get(event.userId) ?? []), stampOf(event)]);
      }
      return [...stamps.values()].reduce((sum, own) => sum + likedBy(winnerOf(own)), 0);
    },
  };
}

function makeEvent(random: Random, userId: string): LikeEvent {
  const id = `0190f3a1-0000-7000-8000-${String(random.below(1_000_000)).padStart(12, '0')}`;
  return { v: 1, id, postId: random.pick(POSTS), userId, op: random.chance(0.6) ? 'like' : 'unlike' };
}
