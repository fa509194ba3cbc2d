// A row for each person and post, put on condition that it is new, and then an ADD: two requests that may part.

import type { Design, Environment } from '../design.ts';
import { LEDGER, makePutAction, personLedger } from './person-ledger.ts';
import { COUNTERS, makeAdd, makeReadCounts, plainCounters } from './plain-counter.ts';
import { readLatestActions, sumBy } from './read-actions.ts';

export const ledgerThenAdd: Design = {
  name: 'ledger-then-add',
  title: 'ledger, then ADD',
  source: {
    name: 'DynamoDB guide, conditional writes',
    url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html',
  },
  translation:
    'One conditional `PutItem` per person and post; then one `ADD` per post and batch, which is its best configuration: one `ADD` per like would cost one more unit.',
  tables: { [LEDGER]: personLedger, [COUNTERS]: plainCounters },
  claims: ['none', 'replay', 'reshard'],
  knowsPeople: true,
  needsTransactions: false,
  settleSeconds: 0,
  bound: { table: COUNTERS, keys: 1 },
  start: (environment) => ({
    countBatch: makeLedgerThenAdd(environment, (postId) => postId),
    workers: [],
    readCounts: makeReadCounts(environment),
  }),
};

/** @param counterOf which counter of a post to add to */
export function makeLedgerThenAdd(environment: Environment, counterOf: (postId: string) => string) {
  const putAction = makePutAction(environment);
  const add = makeAdd(environment);
  return async (_lane: string, records: Parameters<typeof readLatestActions>[0]): Promise<void> => {
    const changes = await Promise.all(
      readLatestActions(records).map(async (event) => ({
        postId: event.postId,
        delta: await putAction(event),
      })),
    );
    const deltas = sumBy(
      changes,
      ({ postId }) => postId,
      ({ delta }) => delta,
    );
    await add(new Map([...deltas].map(([postId, delta]) => [counterOf(postId), delta])));
  };
}
