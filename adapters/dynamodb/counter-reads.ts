// Lets the consistent reads of a moment travel together: up to 100 counters in one request. DynamoDB leaves keys unread that a throttled
// table did not serve, and those are asked for again as long as there is time.

import {
  BatchGetItemCommand,
  type DynamoDBClient,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import type { CounterItem } from '../../core/counters/counter-item.ts';
import type { SplitCounters } from '../../core/counters/ports.ts';
import { OutOfTimeError } from '../../core/stream/out-of-time.ts';
import { backoffMs, pause } from '../backoff.ts';
import { COUNTER_KEY, keyOf, keyTextOf, readCounterItem } from './counter-item.ts';
import { gather } from './gather.ts';
import type { StatementSenderOptions } from './statement-sender.ts';

/** source: DynamoDB API, BatchGetItem */
const MAX_KEYS = 100;

type ReadOptions = StatementSenderOptions & { readonly table: string };

interface Waiting {
  /** The partition key. */
  readonly key: string;
  readonly attempt: number;
  readonly resolve: (item: CounterItem | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** A read rejects with an OutOfTimeError when the table does not serve it to the end of the time. */
export function readTogether(counters: SplitCounters, options: ReadOptions): SplitCounters {
  const { client, table, limit, hasTime = () => true, wait = pause } = options;
  const enqueue = gather<Waiting>({ most: MAX_KEYS, limit, itemKeyOf: ({ key }) => key, request });

  async function request(taken: readonly Waiting[]): Promise<void> {
    try {
      const { found, unread } = await readItems(
        client,
        table,
        taken.map(({ key }) => key),
      );
      for (const waiting of taken) {
        if (unread.has(waiting.key)) again(waiting);
        else waiting.resolve(found.get(waiting.key));
      }
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
  }

  function again(waiting: Waiting): void {
    const { attempt, reject } = waiting;
    if (!hasTime()) return reject(new OutOfTimeError('a read was throttled until the time was over'));
    void wait(backoffMs(attempt)).then(() => enqueue({ ...waiting, attempt: attempt + 1 }), reject);
  }

  return {
    ...counters,
    read: (key, bucket) =>
      new Promise((resolve, reject) => {
        enqueue({ key: keyTextOf(keyOf(key, bucket)), attempt: 1, resolve, reject });
      }),
  };
}

async function readItems(client: DynamoDBClient, table: string, keys: readonly string[]) {
  const request = { Keys: keys.map((key) => ({ [COUNTER_KEY]: { S: key } })), ConsistentRead: true };
  const command = new BatchGetItemCommand({ RequestItems: { [table]: request } });
  const { Responses, UnprocessedKeys } = await client.send(command).catch((error: unknown) => {
    // The table served none of the keys. source: DynamoDB API, BatchGetItem
    if (error instanceof ProvisionedThroughputExceededException)
      return { Responses: undefined, UnprocessedKeys: { [table]: request } };
    throw error;
  });
  const items = Responses?.[table] ?? [];
  return {
    found: new Map(items.map((item) => [keyTextOf(item), readCounterItem(item)])),
    unread: new Set((UnprocessedKeys?.[table]?.Keys ?? []).map(keyTextOf)),
  };
}
