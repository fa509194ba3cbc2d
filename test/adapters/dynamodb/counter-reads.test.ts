// Holds the reads that travel together to their rules with a client that answers as a script says. contract.test.ts and
// split-counters.test.ts hold them to real servers.

import {
  type BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { readTogether } from '../../../adapters/dynamodb/counter-reads.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import type { SplitCounters } from '../../../core/counters/ports.ts';
import { OutOfTimeError } from '../../../core/stream/out-of-time.ts';

type Answer = (keys: readonly string[]) => Partial<BatchGetItemCommandOutput>;

const itemsOf = (keys: readonly string[]) => ({
  Responses: { counters: keys.map((key) => ({ counter: { S: key }, likes: { N: '7' } })) },
});
const unreadOf = (keys: readonly string[]) => ({
  UnprocessedKeys: { counters: { Keys: keys.map((key) => ({ counter: { S: key } })) } },
});

function makeReader(answer: Answer, hasTime: () => boolean = () => true) {
  const requests: string[][] = [];
  const consistent = new Set<boolean | undefined>();
  const client = {
    async send({ input }: BatchGetItemCommand) {
      const { Keys = [], ConsistentRead } = input.RequestItems?.['counters'] ?? {};
      consistent.add(ConsistentRead);
      const keys = Keys.map((key) => key['counter']?.S ?? '');
      requests.push(keys);
      return answer(keys);
    },
  } as unknown as DynamoDBClient;
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const options = { client, table: 'counters', limit: makeLimit(4), hasTime, wait };
  const counters = readTogether({} as SplitCounters, options);
  return { read: (key: string) => counters.read(key, ROOT_BUCKET), requests, waits, consistent };
}

const posts = (count: number) => Array.from({ length: count }, (_, index) => `post-${index}`);

test('a read fails when the request does', async () => {
  const { read } = makeReader(() => {
    throw new Error('no answer');
  });
  const both = await Promise.allSettled([read('p'), read('q')]);
  expect(both).toMatchObject([{ reason: { message: 'no answer' } }, { reason: { message: 'no answer' } }]);
});

test('a key that was left unread is asked for again, and only that one', async () => {
  let first = true;
  const { read, requests, waits } = makeReader((keys) => {
    const left = first ? keys.slice(1) : [];
    const served = first ? keys.slice(0, 1) : keys;
    first = false;
    return { ...itemsOf(served), ...unreadOf(left) };
  });
  const items = await Promise.all(['p', 'q', 'r'].map(read));
  expect(items.map((item) => item?.count)).toEqual([7, 7, 7]);
  expect(requests.map((keys) => keys.length)).toEqual([3, 2]);
  expect(waits).toHaveLength(2);
});

test('a table that serves nothing is asked again until the time is over', async () => {
  let looks = 0;
  const { read, requests } = makeReader(
    () => {
      throw new ProvisionedThroughputExceededException({ message: 'throttled', $metadata: {} });
    },
    () => ++looks < 3,
  );
  await expect(read('p')).rejects.toThrow(OutOfTimeError);
  expect(requests).toHaveLength(3);
});

test('reads of one moment travel together, 100 in a request, and are consistent', async () => {
  const { read, requests, consistent } = makeReader(itemsOf);
  await Promise.all(posts(250).map(read));
  expect(requests.map((keys) => keys.length)).toEqual([100, 100, 50]);
  expect(consistent).toEqual(new Set([true]));
});

test('no request names a counter twice', async () => {
  const { read, requests } = makeReader(itemsOf);
  await Promise.all([read('p'), read('p'), read('q')]);
  expect(requests).toEqual([[`${ROOT_BUCKET}#p`, `${ROOT_BUCKET}#q`], [`${ROOT_BUCKET}#p`]]);
});

test('a counter that does not exist is read as nothing', async () => {
  const { read } = makeReader((keys) => itemsOf(keys.slice(0, 1)));
  expect(await Promise.all([read('p'), read('q')])).toMatchObject([{ count: 7 }, undefined]);
});
