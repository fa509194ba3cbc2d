// The conditional writes of a counter item, as DynamoDB expressions. Every write concerns one item. Its condition decides whether the
// write may happen; `trials/model/in-memory-counters.ts` states the same conditions for the model.

import { createHash } from 'node:crypto';
import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Observation } from '../../core/counters/counter-item.ts';
import type { Commit, ExpectedMark, SplitCounters, TakeOver } from '../../core/counters/ports.ts';
import { markOf, movedOf, TOTAL_ATTRIBUTES } from './counter-item.ts';

/** How many keys of the sparse index list the split counters, so that many splits at once do not meet on one of them. */
const SPLIT_LISTS = 8;

/** The keys of the index that lists split counters. */
export const splitLists: readonly string[] = Array.from(
  { length: SPLIT_LISTS },
  (_, index) => `split#${index}`,
);

/** Returns the list on which a counter stands while it is split. */
export const splitListOf = (key: string): string =>
  `split#${createHash('sha1').update(key).digest().readUInt32BE() % SPLIT_LISTS}`;

export type Update = Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression'> & {
  readonly names: Record<string, string>;
  readonly values?: Record<string, AttributeValue>;
};

/** Under this condition an item takes the lane's commits. Each alternative repeats it, because dynalite parses brackets very slowly. */
const TAKES_COMMITS = 'attribute_not_exists(#closed) AND attribute_not_exists(#moved)';

export function commitUpdate({ lane, delta, mark, expected, mustExist }: Commit, nowMs: number): Update {
  const { alternatives, values } = markCondition(expected);
  const takesCommits = mustExist ? `attribute_exists(#likes) AND ${TAKES_COMMITS}` : TAKES_COMMITS;
  return {
    UpdateExpression: 'ADD #likes :delta, #commits :one SET #mark = :mark, #asOf = :asOf',
    ConditionExpression: alternatives.map((each) => `${takesCommits} AND ${each}`).join(' OR '),
    names: {
      '#likes': 'likes',
      '#commits': 'commits',
      '#mark': markOf(lane),
      '#asOf': 'asOf',
      '#closed': 'closed',
      '#moved': movedOf(lane),
    },
    values: {
      ':delta': { N: String(delta) },
      ':one': { N: '1' },
      ':mark': { S: mark },
      ':asOf': { S: new Date(nowMs).toISOString() },
      ...values,
    },
  };
}

function markCondition(expected: ExpectedMark): {
  alternatives: string[];
  values?: Record<string, AttributeValue>;
} {
  if ('below' in expected) {
    return {
      alternatives: ['attribute_not_exists(#mark)', '#mark < :below'],
      values: { ':below': { S: expected.below } },
    };
  }
  if (expected.exactly === undefined) return { alternatives: ['attribute_not_exists(#mark)'] };
  return { alternatives: ['#mark = :expected'], values: { ':expected': { S: expected.exactly } } };
}

/** A root that begins a split, or that is one item for good, has no total. So no reader sees one of an earlier split. */
const NO_TOTAL = Object.keys(TOTAL_ATTRIBUTES).join(', ');

/** @param list the list to put the counter on. Undefined means that it stays split and goes on no list. */
export const splitUpdate = (buckets: number, list: string | undefined): Update => ({
  UpdateExpression: `SET #buckets = :buckets${list === undefined ? '' : ', #state = :list'} ADD #generation :one REMOVE #seen, ${NO_TOTAL}`,
  ConditionExpression: 'attribute_not_exists(#buckets)',
  names: {
    '#buckets': 'buckets',
    '#generation': 'generation',
    '#seen': 'observation',
    ...TOTAL_ATTRIBUTES,
    ...(list === undefined ? {} : { '#state': 'splitState' }),
  },
  values: {
    ':buckets': { N: String(buckets) },
    ':one': { N: '1' },
    ...(list === undefined ? {} : { ':list': { S: list } }),
  },
});

export const observeUpdate = ({ commits, atMs, coolSinceMs }: Observation): Update => ({
  UpdateExpression: 'SET #seen = :seen',
  ConditionExpression: 'attribute_exists(#buckets)',
  names: { '#seen': 'observation', '#buckets': 'buckets' },
  values: {
    ':seen': {
      M: {
        commits: { N: String(commits) },
        atMs: { N: String(atMs) },
        ...(coolSinceMs === undefined ? {} : { coolSinceMs: { N: String(coolSinceMs) } }),
      },
    },
  },
});

type Move = Omit<Parameters<SplitCounters['moveLane']>[0], 'key'>;

export const moveLaneUpdate = ({ lane, bucket, generation }: Move): Update => ({
  UpdateExpression: 'SET #moved = :bucket ADD #open :buckets',
  ConditionExpression:
    'attribute_exists(#buckets) AND #generation = :generation AND attribute_not_exists(#moved)',
  names: { '#moved': movedOf(lane), '#open': 'open', '#buckets': 'buckets', '#generation': 'generation' },
  values: {
    ':bucket': { S: bucket },
    ':buckets': { SS: [bucket] },
    ':generation': { N: String(generation) },
  },
});

export const unsplitUpdate = (generation: number): Update => ({
  UpdateExpression: 'REMOVE #buckets',
  ConditionExpression: 'attribute_exists(#buckets) AND #generation = :generation',
  names: { '#buckets': 'buckets', '#generation': 'generation' },
  values: { ':generation': { N: String(generation) } },
});

export const CLOSE: Update = {
  UpdateExpression: 'SET #closed = :true',
  names: { '#closed': 'closed' },
  values: { ':true': { BOOL: true } },
};

export const expireUpdate = (expiresAt: number): Update => ({
  UpdateExpression: 'SET #expiresAt = :expiresAt',
  ConditionExpression: 'attribute_exists(#closed) AND attribute_not_exists(#expiresAt)',
  names: { '#closed': 'closed', '#expiresAt': 'expiresAt' },
  values: { ':expiresAt': { N: String(expiresAt) } },
});

export function takeOverUpdate({ bucket, count, commits, lanes }: TakeOver, nowMs: number): Update {
  const names: Record<string, string> = {
    '#likes': 'likes',
    '#commits': 'mergedCommits',
    '#open': 'open',
    '#merged': 'merged',
    '#asOf': 'asOf',
  };
  const values: Record<string, AttributeValue> = {
    ':likes': { N: String(count) },
    ':commits': { N: String(commits) },
    ':buckets': { SS: [bucket] },
    ':bucket': { S: bucket },
    ':asOf': { S: new Date(nowMs).toISOString() },
  };
  const sets = ['#asOf = :asOf'];
  const removes: string[] = [];
  for (const [index, [lane, mark]] of [...lanes].entries()) {
    names[`#b${index}`] = movedOf(lane);
    removes.push(`#b${index}`);
    if (mark === undefined) continue;
    names[`#m${index}`] = markOf(lane);
    values[`:m${index}`] = { S: mark };
    sets.push(`#m${index} = :m${index}`);
  }
  return {
    UpdateExpression: [
      'ADD #likes :likes, #commits :commits, #merged :buckets',
      'DELETE #open :buckets',
      `SET ${sets.join(', ')}`,
      removes.length > 0 ? `REMOVE ${removes.join(', ')}` : '',
    ].join(' '),
    ConditionExpression: 'contains(#open, :bucket)',
    names,
    values,
  };
}

export const UNLIST: Update = {
  UpdateExpression: 'REMOVE #state, #merged',
  ConditionExpression: 'attribute_exists(#state)',
  names: { '#state': 'splitState', '#merged': 'merged' },
};

/** @param expired the merged buckets that were set to expire. The write is refused when the root lists any other one. */
export function forgetSplitUpdate(expired: ReadonlySet<string>): Update {
  const merged = expired.size > 0 ? '#merged = :merged' : 'attribute_not_exists(#merged)';
  return {
    UpdateExpression: `REMOVE #state, #merged, ${NO_TOTAL}`,
    ConditionExpression: `attribute_not_exists(#buckets) AND attribute_not_exists(#open) AND attribute_exists(#state) AND ${merged}`,
    names: {
      '#state': 'splitState',
      '#buckets': 'buckets',
      '#open': 'open',
      '#merged': 'merged',
      ...TOTAL_ATTRIBUTES,
    },
    ...(expired.size > 0 && { values: { ':merged': { SS: [...expired] } } }),
  };
}
