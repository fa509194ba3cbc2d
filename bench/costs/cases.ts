// The cases of the cost table. What a like costs in DynamoDB depends on who acted before, and on where its lane commits.

import type { LikeOp } from '../../core/likes/like-event.ts';

/** One batch of one lane. Each of its users does the same to each of its posts. */
export interface Batch {
  readonly lane: string;
  readonly users: readonly string[];
  readonly posts: readonly string[];
  readonly op: LikeOp;
  /** When true, the batch comes a second time, and only the second time is measured. */
  readonly repeat?: boolean;
}

export interface CostCase {
  readonly name: string;
  readonly split: 'always' | 'when-hot' | 'never';
  /** These batches are counted first and not measured. */
  readonly before: readonly Batch[];
  readonly measured: readonly Batch[];
}

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

const hundred = names('user-', 100);
const lanes = names('lane-', 8);
const eachLane = (op: LikeOp, round: number): Batch[] =>
  lanes.map((lane) => ({ lane, users: names(`${lane}-${round}-user-`, 100), posts: ['hot'], op }));

const batch = (op: LikeOp, more: Partial<Batch> = {}): Batch => ({
  lane: 'lane-0',
  users: hundred,
  posts: ['hot'],
  op,
  ...more,
});

const toggles = (count: number): Batch[] =>
  Array.from({ length: count }, (_, index) => batch(index % 2 === 0 ? 'like' : 'unlike'));

export const costCases: readonly CostCase[] = [
  { name: 'first likes, 100 of one post in a batch', split: 'never', before: [], measured: [batch('like')] },
  {
    name: 'first likes, each of another post',
    split: 'never',
    before: [],
    measured: [batch('like', { users: ['user-0'], posts: names('post-', 100) })],
  },
  {
    name: 'later likes, each of another post',
    split: 'never',
    before: [batch('like', { users: ['user-0'], posts: names('post-', 100) })],
    measured: [batch('like', { users: ['user-1'], posts: names('post-', 100) })],
  },
  {
    name: 'unlikes, 100 of one post in a batch',
    split: 'never',
    before: toggles(1),
    measured: [batch('unlike')],
  },
  {
    name: 'people who like a post again, 100 in a batch',
    split: 'never',
    before: toggles(2),
    measured: [batch('like')],
  },
  {
    name: 'the seventh toggle of each row: compaction',
    split: 'never',
    before: toggles(6),
    measured: [batch('like')],
  },
  {
    name: 'a batch that comes again',
    split: 'never',
    before: [],
    measured: [batch('like', { repeat: true })],
  },
  {
    name: 'one hot post, 8 lanes, one item',
    split: 'never',
    before: eachLane('like', 0),
    measured: eachLane('like', 1),
  },
  {
    name: 'one hot post, 8 lanes: the batch that splits it and moves the lanes',
    split: 'always',
    before: [],
    measured: eachLane('like', 0),
  },
  {
    name: 'one hot post, 8 lanes, split over 4 buckets',
    split: 'always',
    before: [...eachLane('like', 0), ...eachLane('like', 1)],
    measured: eachLane('like', 2),
  },
  {
    name: 'all posts split from the start: first likes, each of another post',
    split: 'always',
    before: [],
    measured: [batch('like', { users: ['user-0'], posts: names('post-', 100) })],
  },
  {
    name: 'all posts split from the start: later likes, each of another post',
    split: 'always',
    before: [batch('like', { users: ['user-0'], posts: names('post-', 100) })],
    measured: [batch('like', { users: ['user-1'], posts: names('post-', 100) })],
  },
];
