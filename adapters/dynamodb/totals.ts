// The total of a split post on its root. `takesTotal` in core/live/total.ts states the same condition.

import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { Totals } from '../../core/live/roll-up-ports.ts';
import type { Total } from '../../core/live/total.ts';
import { keyOf, TOTAL_ATTRIBUTES } from './counter-item.ts';
import { updateIf } from './update-if.ts';

export const makeTotals = ({ client, table }: { client: DynamoDBClient; table: string }): Totals => ({
  async write({ key, count, commits, asOfMs, generation }) {
    await updateIf(client, {
      TableName: table,
      Key: keyOf(key, ROOT_BUCKET),
      UpdateExpression: 'SET #total = :total, #totalCommits = :commits, #totalAsOf = :asOf',
      // Each alternative repeats the rest, because dynalite parses brackets very slowly.
      ConditionExpression: ['#buckets', '#open']
        .flatMap((split) =>
          ['attribute_not_exists(#totalCommits)', '#totalCommits < :commits'].map(
            (older) => `attribute_exists(${split}) AND #generation = :generation AND ${older}`,
          ),
        )
        .join(' OR '),
      ExpressionAttributeNames: {
        ...TOTAL_ATTRIBUTES,
        '#buckets': 'buckets',
        '#open': 'open',
        '#generation': 'generation',
      },
      ExpressionAttributeValues: {
        ':total': { N: String(count) },
        ':commits': { N: String(commits) },
        ':asOf': { N: String(asOfMs) },
        ':generation': { N: String(generation) },
      },
    });
  },
});

/** Returns the total that a root holds. */
export function readTotal(root: Record<string, AttributeValue>): Total | undefined {
  const [count, commits, asOfMs] = Object.values(TOTAL_ATTRIBUTES).map((name) => root[name]?.N);
  if (count === undefined || commits === undefined || asOfMs === undefined) return undefined;
  return { count: Number(count), commits: Number(commits), asOfMs: Number(asOfMs) };
}
