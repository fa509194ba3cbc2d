// Commits that travel together do the same as commits that are single writes, whatever they find.

import {
  type AttributeValue,
  BatchExecuteStatementCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitTogether } from '../../../adapters/dynamodb/commit-statements.ts';
import { keyOf } from '../../../adapters/dynamodb/counter-item.ts';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { Commit, SplitCounters } from '../../../core/counters/ports.ts';
import { COUNTERS_TABLE, servers, type TestDynamoDB } from './servers.ts';

type Attributes = Record<string, AttributeValue>;

const COUNTED: Attributes = {
  likes: { N: '7' },
  commits: { N: '3' },
  asOf: { S: '2025-01-01T00:00:00.000Z' },
};
const FOUND: readonly [name: string, attributes: Attributes | undefined][] = [
  ['no item', undefined],
  ['a mark of the lane', { ...COUNTED, 'm:a-0': { S: '15' } }],
  ['a mark of another lane', { ...COUNTED, 'm:a-00': { S: '15' } }],
  ['a lane that has moved', { ...COUNTED, 'm:a-0': { S: '15' }, 'b:a-0': { S: '1.0' } }],
  ['another lane that has moved', { ...COUNTED, 'm:a-0': { S: '15' }, 'b:b-0': { S: '1.0' } }],
  ['a closed bucket', { ...COUNTED, 'm:a-0': { S: '15' }, closed: { BOOL: true } }],
  ['a bucket that was closed before its first commit', { closed: { BOOL: true } }],
  ['a root that was split before its first commit', { buckets: { N: '4' }, generation: { N: '1' } }],
  ['a count without commits', { likes: { N: '7' }, 'm:a-0': { S: '15' } }],
];
const EXPECTED: readonly Commit['expected'][] = [
  { exactly: undefined },
  { exactly: '14' },
  { exactly: '15' },
  { below: '14' },
  { below: '15' },
  { below: '16' },
];

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;
  let single: SplitCounters;
  let together: SplitCounters;
  let singleWrites = 0;

  beforeAll(async () => {
    server = await start();
    const options = {
      client: server.client,
      table: COUNTERS_TABLE,
      limit: makeLimit(8),
      now: () => 1_767_225_600_000,
      tombstoneSeconds: 60,
    };
    single = makeSplitCounters(options);
    const counted: SplitCounters = {
      ...single,
      commit: (commit) => {
        singleWrites += 1;
        return single.commit(commit);
      },
    };
    together = commitTogether(counted, options);
  });
  afterAll(() => server.close());

  const put = (Item: Attributes) =>
    server.client.send(new PutItemCommand({ TableName: COUNTERS_TABLE, Item }));

  async function run(counters: SplitCounters, found: Attributes | undefined, commit: Commit) {
    const Key = keyOf(commit.key, commit.bucket);
    if (found) await put({ ...Key, ...found });
    else await server.client.send(new DeleteItemCommand({ TableName: COUNTERS_TABLE, Key }));
    const outcome = await counters.commit(commit);
    const get = new GetItemCommand({ TableName: COUNTERS_TABLE, Key, ConsistentRead: true });
    return { outcome, stored: (await server.client.send(get)).Item };
  }

  test.each(FOUND)('they do the same to %s', async (name, found) => {
    for (const expected of EXPECTED) {
      for (const mustExist of [false, true]) {
        for (const delta of [3, -2, 0]) {
          const commit: Commit = {
            key: `same as '"${name}`,
            bucket: ROOT_BUCKET,
            lane: 'a-0',
            delta,
            mark: '18',
            expected,
            ...(mustExist && { mustExist }),
          };
          const done = await run(together, found, commit);
          expect({ commit, ...done }).toEqual({ commit, ...(await run(single, found, commit)) });
        }
      }
    }
  });

  test('a single write is left only where an item has no count', async () => {
    const commit = { bucket: ROOT_BUCKET, lane: 'a-0', delta: 1, mark: '18', expected: { below: '16' } };
    for (const [name, found] of FOUND) {
      singleWrites = 0;
      await run(together, found, { key: `few ${name}`, ...commit });
      expect([name, singleWrites]).toEqual([name, found && (!found['likes'] || !found['commits']) ? 1 : 0]);
    }
  });

  test('25 counters travel in one request, with the marks and the places of 300 lanes on each', async () => {
    const lanes = Array.from({ length: 300 }, (__, index) => `1k7xq3s-${index}`);
    const marks = lanes.flatMap((lane) => [
      [`m:${lane}`, { S: `38${'z'.repeat(36)}` }],
      [`b:${lane}`, { S: '1.0' }],
    ]);
    const item = { ...COUNTED, ...(Object.fromEntries(marks) as Attributes) };
    const keys = Array.from({ length: 25 }, (__, index) => `large-${index}`);
    for (const key of keys) await put({ ...keyOf(key, ROOT_BUCKET), ...item });
    const outcomes = await Promise.all(
      keys.map((key) =>
        together.commit({
          key,
          bucket: ROOT_BUCKET,
          lane: 'a-0',
          delta: 1,
          mark: '1',
          expected: { below: '1' },
        }),
      ),
    );
    for (const { done, item: after } of outcomes)
      expect([done, after?.count, after?.marks.size, after?.split.moved.size]).toEqual([true, 8, 301, 300]);
  });

  test('of commits to one counter at once each is exact, although one request may not name it twice', async () => {
    const lanes = Array.from({ length: 30 }, (__, index) => `l-${index}`);
    const commit = (lane: string, mark: string) =>
      together.commit({ key: 'busy', bucket: ROOT_BUCKET, lane, delta: 1, mark, expected: { below: mark } });
    await Promise.all(lanes.map((lane) => commit(lane, '11')));
    const again = await Promise.all([...lanes, ...lanes].map((lane) => commit(lane, '12')));
    expect(again.filter(({ done }) => done)).toHaveLength(30);
    expect(await together.read('busy', ROOT_BUCKET)).toMatchObject({ count: 60, commits: 60 });
  });

  test('a statement that adds to a number that is not there changes nothing', async () => {
    await put({ counter: { S: 'bare' } });
    const { Responses: [refused] = [] } = await server.client.send(
      new BatchExecuteStatementCommand({
        Statements: [
          {
            Statement: `UPDATE "${COUNTERS_TABLE}" SET "likes" = "likes" + ? WHERE "counter" = ? RETURNING ALL NEW *`,
            Parameters: [{ N: '1' }, { S: 'bare' }],
          },
        ],
      }),
    );
    expect(refused?.Error?.Code).toBe('ValidationError');
  });
});

test('a lane with a quote in its name is refused before anything is sent', async () => {
  const client = { send: () => expect.unreachable() } as never;
  const options = { client, table: COUNTERS_TABLE, limit: makeLimit(1), now: () => 0, tombstoneSeconds: 1 };
  const counters = commitTogether(makeSplitCounters(options), options);
  await expect(
    counters.commit({
      key: 'p',
      bucket: ROOT_BUCKET,
      lane: 'a"',
      delta: 1,
      mark: '1',
      expected: { exactly: undefined },
    }),
  ).rejects.toThrow(TypeError);
});
