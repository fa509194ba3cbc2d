import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { Journal } from '../../../trials/chaos/journal.ts';
import { tellStory } from '../../../trials/chaos/story.ts';
import {
  COUNTERS_TABLE,
  LIKES_TABLE,
  startDynalite,
  type TestDynamoDB,
} from '../../adapters/dynamodb/servers.ts';
import { outcomeWith } from './outcome.ts';

let dynalite: TestDynamoDB;

beforeAll(async () => {
  dynalite = await startDynalite();
});

afterAll(() => dynalite.close());

test('the story of a wrong post: its items, its people, and all that touched it, in order', async () => {
  const { client } = dynalite;
  const options = { client, table: COUNTERS_TABLE, limit: makeLimit(1), now: () => 0, tombstoneSeconds: 60 };
  const counters = makeSplitCounters(options);
  const commit = (bucket: string, delta: number, mark: string) =>
    counters.commit({ key: 'p', bucket, lane: 'x-0', delta, mark, expected: { exactly: undefined } });
  await commit('root', 2, '01a');
  await counters.split('p', 2);
  await counters.moveLane({ key: 'p', lane: 'x-0', bucket: '1.0', generation: 1 });
  await commit('1.0', 1, '01b');

  let nowMs = 0;
  const journal = new Journal(() => nowMs++);
  journal.note('killed-before', ['o', 'p']);
  journal.note('throttle', ['o']);
  journal.note('SplitShard');
  journal.note('zombie', ['p']);

  const outcome = outcomeWith({
    differences: [{ postId: 'p', expected: 1, counted: 3 }],
    ledgerDifferences: [{ postId: 'p', person: 'ben', expected: false, found: true }],
  });
  const story = await tellStory(outcome, journal, {
    client,
    countersTable: COUNTERS_TABLE,
    likesTable: LIKES_TABLE,
  });
  expect(story.split('\n')).toEqual([
    'p: 3 counted, 1 expected',
    'ledger: ben does not like p, but the row says like',
    '',
    'The story of p (1 of 2 people like it)',
    '  1.0: 1 likes; 1 commits; marks x-0 …01b',
    '  root: 2 likes; 1 commits; split over 2; generation 1; open 1.0; moved x-0 to 1.0; marks x-0 …01a',
    '  00:00:00.000  killed-before',
    '  00:00:00.002  SplitShard',
    '  00:00:00.003  zombie',
  ]);
});
