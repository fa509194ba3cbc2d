// Shows the ledger rows with their versions, and the counter's items with their marks.

import { minus } from '../story/describe-call.ts';
import { nameOf } from '../story/persons.ts';
import type { ItemView, RowView, StoryView, VersionView } from '../story/view.ts';
import { h, type Wanted } from './element.ts';
import { icon } from './icons.ts';
import type { TargetAttributes } from './target.ts';

export const ledgerOf = ({ rows }: StoryView): Wanted[] => [h('ul', { class: 'rows' }, ...rows.map(rowOf))];

const rowOf = ({ person, lane, versions }: RowView): Wanted =>
  h(
    'li',
    { key: person, class: `row ${lane}` },
    h('span', { class: 'who' }, nameOf(person)),
    versions.length === 0
      ? h('span', { class: 'empty' }, 'no row')
      : h('span', { class: 'versions' }, ...versions.map(versionOf)),
  );

const versionOf = ({ key, isLike, event, isCounted, isCompacted }: VersionView): Wanted =>
  h(
    'span',
    {
      key: `${key} ${event}`,
      class: `version ${isCounted ? 'counted' : 'uncounted'}`,
      title: `${isCounted ? 'Counted' : 'Not counted yet'}: the mark has ${isCounted ? '' : 'not '}reached ${key}`,
    },
    h('b', {}, key),
    icon('heart', isLike),
    h('span', { class: 'unseen' }, isLike ? 'like' : 'unlike'),
    h('small', {}, `#${event}${isCompacted ? ' compacted' : ''}`),
    h('span', { class: 'unseen' }, isCounted ? ', counted' : ', not counted yet'),
  );

export function counterOf({ items, isHot }: StoryView, target: TargetAttributes): Wanted[] {
  return [
    h(
      'button',
      { key: 'post', type: 'button', class: 'target post', ...target({ kind: 'counter' }) },
      h('span', {}, 'The post'),
      h('small', {}, isHot ? 'is hot: lanes move to buckets' : 'is calm'),
    ),
    items.length === 0
      ? h('p', { key: 'empty', class: 'empty' }, 'No counter yet: the first commit makes it.')
      : h('ul', { key: 'items', class: 'items' }, ...items.map(itemOf)),
  ];
}

const STATES = { open: '', closed: 'closed', merged: 'merged, a tombstone' } as const;

const itemOf = ({ bucket, count, marks, state }: ItemView): Wanted =>
  h(
    'li',
    { key: bucket, class: `item ${state}` },
    h('span', { class: 'bucket' }, bucket === 'root' ? 'root' : `bucket ${bucket}`),
    h('b', { key: `count ${count}`, class: 'likes' }, minus(count)),
    h(
      'span',
      { class: 'marks' },
      ...marks.map(({ lane, mark, hasMoved }) =>
        h(
          'span',
          { key: `${lane} ${mark}`, class: `mark-of ${lane}${hasMoved ? ' floor' : ''}` },
          `${hasMoved ? 'floor' : 'mark'} ${lane}@${mark}`,
        ),
      ),
      marks.length === 0 && h('span', { class: 'empty' }, 'no mark'),
    ),
    STATES[state] !== '' && h('small', { class: 'state' }, STATES[state]),
  );
