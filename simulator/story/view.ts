// What one sees of a story at a moment, as plain values.

import { type CounterItem, EMPTY_ITEM, ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import { isCompacted, likedBy } from '../../core/likes/stamp.ts';
import type { Position } from '../../core/stream/sequence-number.ts';
import { describeIntent, numberOf } from './describe-call.ts';
import { type Lane, LANE_OF, PERSONS, type Person, POST } from './persons.ts';
import type { Story } from './story.ts';
import type { StreamLane } from './stream-lane.ts';

export interface RecordView {
  readonly number: number;
  readonly person: string;
  readonly isLike: boolean;
  /** The number of the event, by which the later of two actions is known. */
  readonly event: number;
  readonly isDuplicate: boolean;
  readonly wasRead: boolean;
  /** Whether it lies at or below the mark. */
  readonly isCounted: boolean;
}

export interface LaneView {
  readonly name: Lane;
  readonly records: readonly RecordView[];
  /** The lane's mark where the lane commits now; 0 while there is none. */
  readonly mark: number;
  readonly place: string;
  /** How many records the event source mapping knows to be done. */
  readonly checkpoint: number;
}

export interface AttemptView {
  readonly name: string;
  readonly lane: string | undefined;
  /** The first and the last record of its batch. */
  readonly batch: readonly [number, number] | undefined;
  readonly state: 'works' | 'sleeps' | 'late';
  readonly isExtra: boolean;
  /** The calls that it waits for, oldest first. */
  readonly next: readonly string[];
}

export interface VersionView {
  readonly key: string;
  readonly isLike: boolean;
  readonly event: number;
  readonly isCounted: boolean;
  readonly isCompacted: boolean;
}

export interface RowView {
  readonly person: Person;
  readonly lane: string;
  readonly versions: readonly VersionView[];
}

export interface ItemView {
  readonly bucket: string;
  readonly count: number;
  readonly marks: readonly { readonly lane: string; readonly mark: number; readonly hasMoved: boolean }[];
  readonly state: 'open' | 'closed' | 'merged';
}

export interface StoryView {
  readonly lanes: readonly LaneView[];
  readonly attempts: readonly AttemptView[];
  readonly rows: readonly RowView[];
  readonly items: readonly ItemView[];
  readonly count: number;
  readonly truth: number;
  readonly isAtRest: boolean;
  readonly isHot: boolean;
  readonly isSplit: boolean;
}

export function viewOf(story: Story): StoryView {
  const root = story.store.readItem(POST, ROOT_BUCKET);
  const lanes = story.lanes.map((lane) => viewLane(story, lane));
  return {
    lanes,
    attempts: viewAttempts(story),
    rows: PERSONS.map((person) => viewRow(story, person, lanes)),
    items: root ? viewItems(story, root) : [],
    count: story.count,
    truth: story.truth,
    isAtRest: story.isAtRest,
    isHot: story.isHot,
    isSplit: root !== undefined && (root.split.buckets !== undefined || root.split.open.size > 0),
  };
}

function viewLane({ store }: Story, { name, sent, readTo, checkpoint }: StreamLane): LaneView {
  const root = store.readItem(POST, ROOT_BUCKET);
  const place = root?.split.moved.get(name) ?? ROOT_BUCKET;
  const mark = store.readItem(POST, place)?.marks.get(name) ?? root?.marks.get(name);
  const counted = markNumber(mark);
  const records = sent.map(
    ({ event, isDuplicate }, index): RecordView => ({
      number: index + 1,
      person: event.userId,
      isLike: event.op === 'like',
      event: eventNumber(event.id),
      isDuplicate,
      wasRead: index < readTo,
      isCounted: index < counted,
    }),
  );
  return { name, records, mark: counted, place, checkpoint };
}

function viewAttempts({ attempts }: Story): AttemptView[] {
  const late = Map.groupBy(attempts.late(), ({ attempt }) => attempt.name);
  const alive = attempts.alive().map((work): AttemptView => {
    const { attempt, batch, isExtra } = work;
    const next = attempts.callsOf(attempt.name).map(({ name, args }) => describeIntent(name, args));
    const state = attempts.isAsleep(work) ? 'sleeps' : 'works';
    return {
      name: attempt.name,
      lane: attempt.lane,
      batch: batch && [batch.from + 1, batch.to],
      state,
      isExtra,
      next,
    };
  });
  const gone = [...late].map(
    ([name, calls]): AttemptView => ({
      name,
      lane: calls[0]?.attempt.lane,
      batch: undefined,
      state: 'late',
      isExtra: true,
      next: calls.map((call) => describeIntent(call.name, call.args)),
    }),
  );
  return [...alive, ...gone];
}

function viewRow({ store }: Story, person: Person, lanes: readonly LaneView[]): RowView {
  const row = store.readRow({ userId: person, postId: POST }) ?? [];
  const versions = row.map(
    ({ lane, position, stamp }): VersionView => ({
      key: `${lane}@${numberOf(position)}`,
      isLike: likedBy(stamp) === 1,
      event: eventNumber(stamp),
      isCounted: numberOf(position) <= (lanes.find(({ name }) => name === lane)?.mark ?? 0),
      isCompacted: isCompacted(stamp),
    }),
  );
  return { person, lane: LANE_OF[person], versions };
}

function viewItems({ store }: Story, root: CounterItem): ItemView[] {
  const { open, merged, moved } = root.split;
  const buckets = new Set([...open, ...merged]);
  return [ROOT_BUCKET, ...buckets].map((bucket): ItemView => {
    const item = store.readItem(POST, bucket) ?? EMPTY_ITEM;
    const marks = [...item.marks].map(([lane, mark]) => ({
      lane,
      mark: markNumber(mark),
      hasMoved: bucket === ROOT_BUCKET && moved.has(lane),
    }));
    const state = merged.has(bucket) ? 'merged' : item.closed ? 'closed' : 'open';
    return { bucket, count: item.count, marks, state };
  });
}

const markNumber = (mark: Position | undefined): number => (mark === undefined ? 0 : numberOf(mark));

/** Both an event's id and its stamp end with the number that the story gave it, apart from the stamp's signs. */
const eventNumber = (idOrStamp: string): number => Number(idOrStamp.split('-')[4]?.match(/\d+/)?.[0] ?? 0);
