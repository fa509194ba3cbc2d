// Makes a small workload for a schedule. Its lanes split and merge into child lanes. People toggle their likes, their actions come out of
// order or repeated, and one record may hold several.

import type { StreamRecord } from '../../core/stream/stream-record.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import { type Position, toPosition } from '../../core/stream/sequence-number.ts';
import { likedBy, type Stamp, stampOf, winnerOf } from '../../core/likes/stamp.ts';
import type { Choices } from './choices.ts';
import type { Settings } from './settings.ts';
import type { Tally } from './tally.ts';

export interface LaneEvent {
  readonly position: Position;
  readonly userId: string;
  readonly postId: string;
  readonly stamp: Stamp;
}

export interface LaneRecords {
  readonly name: string;
  readonly users: readonly string[];
  readonly records: readonly StreamRecord[];
  /** The events of these records. */
  readonly events: readonly LaneEvent[];
  /** The lanes that must be read to their end before this one. */
  readonly parents: readonly string[];
}

type GrowingLane = LaneRecords & { readonly records: StreamRecord[]; readonly events: LaneEvent[] };

export interface Workload {
  readonly lanes: readonly LaneRecords[];
  readonly posts: readonly string[];
  readonly users: readonly string[];
  /** The records that wait in the burst queue. */
  readonly queued: readonly (readonly LikeEvent[])[];
  /** Puts a record at the end of its person's lane, one that is still open. */
  put(events: readonly LikeEvent[]): void;
  /** How many people like a post by all events. */
  truth(postId: string): number;
}

const USERS = ['u1', 'u2', 'u3', 'u4'];
const MAX_RESHARDS = 2;
export const EVENT_ID_PREFIX = '0190f3a1-0000-7000-8000-';
const utf8 = new TextEncoder();

export function makeWorkload(
  choices: Choices,
  { maxRecordsOfLane, queuedShare }: Pick<Settings, 'maxRecordsOfLane' | 'queuedShare'>,
  tally: Tally,
): Workload {
  const posts = choices.pick([['p'], ['p', 'q']]);
  const sent: LikeEvent[] = [];
  const queued: LikeEvent[][] = [];
  const lanes: GrowingLane[] = [];
  let newest = 0;

  function makeEvent(userId: string): LikeEvent {
    const earlier = sent.filter((event) => event.userId === userId);
    const isOutOfOrder = choices.chance(0.4);
    const id = isOutOfOrder ? choices.below(999) : (newest += 1 + choices.below(9));
    const event: LikeEvent = {
      v: 1,
      id: EVENT_ID_PREFIX + String(id).padStart(12, '0'),
      postId: choices.pick(posts as [string]),
      userId,
      op: choices.pick(['like', 'unlike']),
    };
    tally.add('events');
    if (isOutOfOrder) tally.add('events out of order');
    if (earlier.length === 0 || !choices.chance(0.2)) return event;
    tally.add('events repeated');
    return choices.pick(earlier as [LikeEvent]);
  }

  function append({ records, events }: GrowingLane, own: readonly LikeEvent[], sequence: number): void {
    const sequenceNumber = String(sequence);
    const userId = own[0]?.userId ?? '';
    records.push({ sequenceNumber, partitionKey: userId, data: utf8.encode(encodeLikeRecord(own)) });
    const position = toPosition(sequenceNumber);
    for (const event of own) events.push({ position, userId, postId: event.postId, stamp: stampOf(event) });
  }

  function addLane(users: readonly string[], parents: readonly string[]): GrowingLane {
    const name = 'abcdefghijk'.charAt(lanes.length);
    const lane: GrowingLane = { name, users, records: [], events: [], parents };
    lanes.push(lane);
    // Every lane numbers its records itself, so a child's numbers need not be above its parent's.
    for (let sequence = 30; lane.records.length < maxRecordsOfLane; sequence += 1 + choices.below(3)) {
      choices.next();
      if (!choices.chance(0.9)) break;
      const userId = choices.pick(users as [string]);
      tally.add('records');
      const own = Array.from({ length: 1 + Math.max(0, choices.below(8) - 5) }, () => makeEvent(userId));
      sent.push(...own);
      const isQueued = choices.chance(queuedShare);
      if (isQueued) queued.push(own);
      const isOnBothWays = isQueued && choices.chance(0.3);
      if (isQueued) tally.add(isOnBothWays ? 'records queued and on the stream' : 'records queued');
      if (!isQueued || isOnBothWays) append(lane, own, sequence);
    }
    return lane;
  }

  const users = USERS.slice(0, choices.pick([1, 2, 3, 4, 3]));
  const width = Math.min(users.length, choices.pick([1, 2, 3, 3]));
  let open = Array.from({ length: width }, (_, lane) =>
    addLane(
      users.filter((_, user) => user % width === lane),
      [],
    ),
  );
  for (let reshards = 0; reshards < MAX_RESHARDS; reshards++) {
    choices.next();
    if (choices.chance(0.5)) open = reshard(open);
  }

  function reshard(lanes: readonly GrowingLane[]): GrowingLane[] {
    const [one, other] = [choices.below(lanes.length), choices.below(lanes.length)].map((at) => lanes[at]!);
    const others = lanes.filter((lane) => lane !== one && lane !== other);
    tally.add(one === other ? 'shards split' : 'shards merged');
    if (one && other && one !== other)
      return [...others, addLane([...one.users, ...other.users], [one.name, other.name])];
    const { users, name } = one as GrowingLane;
    if (users.length < 2) return [...others, addLane(users, [name])];
    return [...others, addLane(users.slice(0, 1), [name]), addLane(users.slice(1), [name])];
  }

  return {
    lanes,
    posts,
    users,
    queued,
    put(events) {
      const lane = open.find((each) => each.users.includes(events[0]?.userId ?? ''));
      if (!lane) throw new Error('a person without a lane');
      append(lane, events, Number(lane.records.at(-1)?.sequenceNumber ?? 29) + 1);
    },
    truth(postId) {
      const stamps = new Map<string, Stamp[]>();
      for (const event of sent) {
        if (event.postId === postId)
          stamps.set(event.userId, [...(stamps.get(event.userId) ?? []), stampOf(event)]);
      }
      return [...stamps.values()].reduce((sum, own) => sum + likedBy(winnerOf(own)), 0);
    },
  };
}
