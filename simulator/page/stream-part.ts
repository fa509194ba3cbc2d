// Shows the people, and the lanes with their records, the mark of each, and the batches that attempts work on.

import type { LikeOp } from '../../core/likes/like-event.ts';
import { type Lane, nameOf, PERSONS } from '../story/persons.ts';
import type { AttemptView, LaneView, RecordView, StoryView } from '../story/view.ts';
import { h, type Wanted } from './element.ts';
import { icon } from './icons.ts';
import type { TargetAttributes } from './target.ts';

/** What each person's latest action is on the stream. */
export function latestOps({ lanes }: StoryView): ReadonlyMap<string, LikeOp> {
  const records = lanes.flatMap((lane) => lane.records).toSorted((one, other) => one.event - other.event);
  return new Map(records.map(({ person, isLike }) => [person, isLike ? 'like' : 'unlike']));
}

export function peopleOf(view: StoryView): Wanted[] {
  const ops = latestOps(view);
  return PERSONS.map((person) => {
    const likes = ops.get(person) === 'like';
    return h(
      'button',
      { key: person, type: 'button', class: 'person', 'data-person': person, 'aria-pressed': String(likes) },
      icon('heart', likes),
      nameOf(person),
    );
  });
}

export const lanesOf = (view: StoryView, target: TargetAttributes): Wanted[] =>
  view.lanes.map((lane) => laneOf(lane, view.attempts, target));

function laneOf(lane: LaneView, attempts: readonly AttemptView[], target: TargetAttributes): Wanted {
  const { name, records, mark, place } = lane;
  const working = attempts.filter((attempt) => attempt.lane === name && attempt.batch);
  return h(
    'div',
    { key: name, class: `lane ${name}` },
    h(
      'button',
      { type: 'button', class: 'target lane-name', ...target({ kind: 'lane', lane: name }) },
      h('span', {}, `Lane ${name}`),
      h('small', {}, place === 'root' ? 'commits to the root' : `commits to bucket ${place}`),
    ),
    h(
      'div',
      { class: 'track' },
      flag(mark),
      ...records.map((record) => recordOf(record, columnOf(record.number, mark), name, target)),
      records.length === 0 && h('p', { class: 'empty' }, 'No records yet.'),
      ...working.map(({ name, batch, state }) =>
        h(
          'div',
          {
            key: name,
            class: `bracket ${state}`,
            column: `${columnOf(batch?.[0] ?? 1, mark)} / ${columnOf(batch?.[1] ?? 1, mark) + 1}`,
          },
          h('span', {}, name),
        ),
      ),
    ),
  );
}

/** The flag of the mark takes a column behind the record at the mark. */
const columnOf = (number: number, mark: number): number => (number > mark ? number + 1 : number);

const flag = (mark: number): Wanted =>
  h(
    'div',
    { key: 'mark', class: 'mark', column: mark + 1 },
    h('span', {}, mark === 0 ? 'no mark' : `mark ${mark}`),
  );

function recordOf(record: RecordView, column: number, lane: Lane, target: TargetAttributes): Wanted {
  const { number, person, isLike, event, isDuplicate, wasRead, isCounted } = record;
  const state = isCounted ? 'counted' : wasRead ? 'read' : 'unread';
  const counted = isCounted ? 'counted' : wasRead ? 'read, and not counted yet' : 'not read yet';
  return h(
    'button',
    {
      key: `record-${number}`,
      column,
      type: 'button',
      class: `target record ${state}`,
      title: `${nameOf(person)} ${isLike ? 'likes' : 'unlikes'}: ${counted}`,
      ...target({ kind: 'record', lane, number }),
    },
    unseen('Record '),
    h('span', { class: 'number' }, String(number)),
    icon('heart', isLike),
    unseen(` of lane ${lane}: `),
    h('span', { class: 'who' }, nameOf(person)),
    unseen(isLike ? ' likes, ' : ' unlikes, '),
    h('span', { class: 'event' }, isDuplicate ? `#${event} again` : `#${event}`),
    unseen(`, ${counted}`),
  );
}

const unseen = (text: string): Wanted => h('span', { class: 'unseen' }, text);
