// One ADD for each like: what one writes first.

import type { Design } from '../design.ts';
import { COUNTERS, makeAdd, makeReadCounts, plainCounters } from './plain-counter.ts';
import { readActions } from './read-actions.ts';

export const naive: Design = {
  name: 'naive',
  title: 'naive ADD',
  source: {
    name: 'DynamoDB guide, atomic counters',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html',
  },
  translation: 'One `UpdateItem` per action adds 1 or takes 1 away. Nothing is known of the people.',
  tables: { [COUNTERS]: plainCounters },
  claims: ['none'],
  knowsPeople: false,
  needsTransactions: false,
  settleSeconds: 0,
  bound: { table: COUNTERS, keys: 1 },
  start(environment) {
    const add = makeAdd(environment);
    return {
      async countBatch(_, records) {
        await Promise.all(
          readActions(records).map(({ postId, op }) => add(new Map([[postId, op === 'like' ? 1 : -1]]))),
        );
      },
      workers: [],
      readCounts: makeReadCounts(environment),
    };
  },
};
