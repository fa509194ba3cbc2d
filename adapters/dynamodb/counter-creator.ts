// Makes the root of a post that has none, in one conditional write.

import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { CounterCreator } from '../../core/audit/rebuild-counter.ts';
import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { Counters } from '../../core/counters/ports.ts';
import { COUNTER_KEY, keyOf, markOf } from './counter-item.ts';

export function makeCounterCreator({
  client,
  table,
  counters,
  now,
}: {
  client: DynamoDBClient;
  table: string;
  counters: Pick<Counters, 'read'>;
  /** The time of a write, in milliseconds since 1970. */
  now: () => number;
}): CounterCreator {
  return {
    async create(key, { count, marks }) {
      for (;;) {
        try {
          await client.send(
            new PutItemCommand({
              TableName: table,
              Item: {
                ...keyOf(key, ROOT_BUCKET),
                likes: { N: String(count) },
                commits: { N: '1' },
                // Buckets of the lost root may still exist. The next split must not take one of their names.
                generation: { N: String(Math.floor(now() / 1_000)) },
                asOf: { S: new Date(now()).toISOString() },
                ...Object.fromEntries([...marks].map(([lane, mark]) => [markOf(lane), { S: mark }])),
              },
              ConditionExpression: 'attribute_not_exists(#counter)',
              ExpressionAttributeNames: { '#counter': COUNTER_KEY },
            }),
          );
          return 'created';
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
          const found = await counters.read(key, ROOT_BUCKET);
          if (found) return found;
        }
      }
    },
  };
}
