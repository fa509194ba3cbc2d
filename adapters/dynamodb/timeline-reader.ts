// Reads the minutes of a post with two eventually consistent queries: those of the range, and the last one before it.

import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { TimelineReader } from '../../core/live/activity-ports.ts';
import type { MinuteCount } from '../../core/live/roll-up-ports.ts';
import { minutesOf, minuteText } from './timeline.ts';
import { type Item, readPages } from './read-pages.ts';

export const makeTimelineReader = ({
  client,
  table,
}: {
  client: DynamoDBClient;
  table: string;
}): TimelineReader => ({
  async readMinutes(postId, fromMs, lastMs, signal) {
    const from = { S: minuteText(fromMs) };
    const last = { S: minuteText(lastMs) };
    const query = (condition: string, values: Item, rest: object) =>
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: `#series = :series AND ${condition}`,
        ExpressionAttributeNames: { '#series': 'series', '#at': 'at' },
        ExpressionAttributeValues: { ':series': { S: minutesOf(postId) }, ...values },
        ...rest,
      });
    const [before, within] = await Promise.all([
      readPages(client, query('#at < :from', { ':from': from }, { ScanIndexForward: false, Limit: 1 }), {
        most: 1,
        signal,
      }),
      readPages(client, query('#at BETWEEN :from AND :last', { ':from': from, ':last': last }, {}), {
        signal,
      }),
    ]);
    return [...before.items, ...within.items].map((item) => readRow(postId, item));
  },
});

const readRow = (key: string, { at, count, commits }: Item): MinuteCount => ({
  key,
  minuteMs: Date.parse(at?.S ?? ''),
  count: Number(count?.N ?? 0),
  commits: Number(commits?.N ?? 0),
});
