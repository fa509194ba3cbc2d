// The cost table holds on Amazon's own DynamoDB Local as on dynalite, which made it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CapacityUsed, meterCapacity } from '../../adapters/dynamodb/capacity-meter.ts';
import { costCases } from '../../bench/costs/cases.ts';
import { type Cost, measureCost } from '../../bench/costs/measure.ts';
import { formatCosts } from '../../bench/costs/table.ts';
import { MarkersMissingError, putIntoDocument } from '../../bench/document.ts';
import { COUNTERS_TABLE, LIKES_TABLE, servers, type TestDynamoDB } from '../adapters/dynamodb/servers.ts';

const UNITS = ['LedgerWriteUnits', 'CounterWriteUnits', 'LedgerReadUnits', 'CounterReadUnits'];

describe.each(servers)('capacity units of a case on %s', (_, start) => {
  let dynamodb: TestDynamoDB;
  let takeCapacityUsed: () => CapacityUsed;
  beforeAll(async () => {
    dynamodb = await start();
    takeCapacityUsed = meterCapacity(dynamodb.client, {
      [LIKES_TABLE]: 'Ledger',
      [COUNTERS_TABLE]: 'Counter',
    });
  });
  afterAll(() => dynamodb.close());

  test.each([
    ['first likes, 100 of one post in a batch', 100, [100, 2, 0, 0]],
    ['first likes, each of another post', 100, [100, 200, 0, 0]],
    ['later likes, each of another post', 100, [100, 100, 0, 0]],
    ['unlikes, 100 of one post in a batch', 100, [100, 1, 0, 1]],
    ['people who like a post again, 100 in a batch', 100, [200, 1, 0, 1]],
    ['the seventh toggle of each row: compaction', 100, [300, 1, 0, 1]],
    ['one hot post, 8 lanes, split over 4 buckets', 800, [800, 8, 0, 0]],
    ['all posts split from the start: first likes, each of another post', 100, [100, 400, 0, 0]],
  ])('%s', async (name, likes, units) => {
    const costCase = costCases.find((each) => each.name === name)!;
    const tables = { counters: COUNTERS_TABLE, likes: LIKES_TABLE };
    const measured = { client: dynamodb.client, tables, takeCapacityUsed };
    const cost = await measureCost(measured, costCase, `${costCases.indexOf(costCase)}-`);
    expect(cost.likes).toBe(likes);
    expect(UNITS.map((unit) => cost.used[unit] ?? 0)).toEqual(units);
  });
});

test('the table goes between the markers of a document, and replaces the one that was there', () => {
  const cost: Cost = { name: 'a case', likes: 4, used: { LedgerWriteUnits: 4, CounterWriteUnits: 1 } };
  const document = 'before\n<!-- costs: begin -->\nold\n<!-- costs: end -->\nafter';
  expect(putIntoDocument(document, formatCosts([cost]), 'costs')).toBe(
    [
      'before',
      '<!-- costs: begin -->',
      '| per like | ledger WCU | counter WCU | ledger RCU | counter RCU |',
      '| --- | ---: | ---: | ---: | ---: |',
      '| a case | 1 | 0.25 | 0 | 0 |',
      '<!-- costs: end -->',
      'after',
    ].join('\n'),
  );
  expect(() => putIntoDocument('no markers', '', 'costs')).toThrow(MarkersMissingError);
});
