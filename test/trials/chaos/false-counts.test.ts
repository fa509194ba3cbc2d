// The account of what was falsified and corrected, with the calls seen on their way to DynamoDB.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { correctCount } from '../../../core/audit/correct-count.ts';
import { EMPTY_CUT } from '../../../core/counters/cut.ts';
import { startDynamoDBServer } from '../../../local/dynamodb/server.ts';
import type { LocalServer } from '../../../local/local-server.ts';
import { makeServiceClients, type ServiceClients } from '../../../local/service-clients.ts';
import { FalseCounts } from '../../../trials/chaos/false-counts.ts';
import { readFaultRates } from '../../../trials/chaos/fault-rates.ts';
import { Journal } from '../../../trials/chaos/journal.ts';
import { wrapWithFaults } from '../../../trials/chaos/watch-calls.ts';
import { makeSeededRandom } from '../../../traffic/seeded-random.ts';
import { COUNTERS_TABLE, createTables, LIKES_TABLE } from '../../adapters/dynamodb/servers.ts';

const rates = readFaultRates('none');
const journal = new Journal();
const falseCounts = new FalseCounts(makeSeededRandom(1), journal);
const { wrapEndpoint } = wrapWithFaults({ rates, random: Math.random, journal, falseCounts });
let server: LocalServer;
let proxy: LocalServer | undefined;
let clients: ServiceClients;

beforeAll(async () => {
  server = await startDynamoDBServer();
  proxy = await wrapEndpoint('dynamodb', server.url);
  clients = makeServiceClients({ dynamodb: proxy?.url ?? '', kinesis: '', sqs: '', secretsManager: '' });
  await createTables(clients.dynamodb);
});

afterAll(async () => {
  clients.destroy();
  await proxy?.close();
  await server.close();
});

test('a falsified count must be corrected, by as much and no more', async () => {
  const client = clients.dynamodb;
  const tables = { client, countersTable: COUNTERS_TABLE, likesTable: LIKES_TABLE };
  const counters = makeSplitCounters({
    client,
    table: COUNTERS_TABLE,
    limit: makeLimit(1),
    now: () => 0,
    tombstoneSeconds: 60,
  });
  const counted = async () => (await counters.read('b', 'root'))?.count ?? Number.NaN;
  const correct = (drift: number, auditor: string, cut = EMPTY_CUT) =>
    correctCount(counters, 'b', { cut, drift, auditor });

  await falseCounts.falsify(tables, ['a']);
  expect(journal.events.counts).toEqual([]);

  await counters.commit({
    key: 'b',
    bucket: 'root',
    lane: 'x-0',
    delta: 7,
    mark: '01a',
    expected: { exactly: undefined },
  });
  expect(falseCounts.uncorrected).toEqual([]);
  await falseCounts.falsify(tables, ['a', 'b']);
  const drift = (await counted()) - 7;
  expect(drift).not.toBe(0);
  expect(falseCounts.uncorrected).toEqual(['b']);

  expect(await correct(drift, 'one')).toBe('corrected');
  // Refused, so it is no correction.
  expect(await correct(drift, 'two')).toBe('measured-too-early');
  expect(await counted()).toBe(7);
  expect(falseCounts.uncorrected).toEqual([]);
  expect(Object.fromEntries([...journal.events.counts, ...journal.faults.counts])).toEqual({
    commits: 1,
    'counts corrected by the audit': 1,
    'counts falsified': 1,
  });

  const root = await counters.read('b', 'root');
  expect(await correct(1, 'three', root)).toBe('corrected');
  expect(falseCounts.uncorrected).toEqual(['b']);
});
