// The conditional writes of a counter item, as DynamoDB expressions. Every write concerns one item. Its condition decides whether the
// write may happen; `trials/model/in-memory-counters.ts` states the same conditions for the model.

import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Observation } from '../../core/counters/counter-item.ts';
import type { Commit, ExpectedMark, SplitCounters, TakeOver } from '../../core/counters/ports.ts';
import { markOf, movedOf } from './counter-item.ts';

/** The sparse index lists split counters under this value. */
export const SPLIT_STATE = 'split';

export type Update = Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression'> & {
  readonly names: Record<string, string>;
  readonly values: Record<string, AttributeValue>;
};

/** The item takes the lane's commits. Each alternative repeats it, because brackets are by far what dynalite parses slowest. */
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

export const splitUpdate = (buckets: number, staysSplit: boolean): Update => ({
  UpdateExpression: `SET #buckets = :buckets${staysSplit ? '' : ', #state = :split'} ADD #generation :one REMOVE #seen`,
  ConditionExpression: 'attribute_not_exists(#buckets)',
  names: {
    '#buckets': 'buckets',
    '#generation': 'generation',
    '#seen': 'observation',
    ...(staysSplit ? {} : { '#state': 'splitState' }),
  },
  values: {
    ':buckets': { N: String(buckets) },
    ':one': { N: '1' },
    ...(staysSplit ? {} : { ':split': { S: SPLIT_STATE } }),
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
      'ADD #likes :likes, #commits :commits',
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
  UpdateExpression: 'REMOVE #state',
  ConditionExpression: '#state = :split',
  names: { '#state': 'splitState' },
  values: { ':split': { S: SPLIT_STATE } },
};

export const FORGET_SPLIT: Update = {
  UpdateExpression: 'REMOVE #state',
  ConditionExpression: 'attribute_not_exists(#buckets) AND attribute_not_exists(#open) AND #state = :split',
  names: { '#state': 'splitState', '#buckets': 'buckets', '#open': 'open' },
  values: { ':split': { S: SPLIT_STATE } },
};
