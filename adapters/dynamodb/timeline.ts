// The timeline on DynamoDB: one item for each post and minute that changed. DynamoDB deletes it when it is old.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Timeline } from '../../core/live/roll-up-ports.ts';
import { updateIf } from './update-if.ts';

const DAY_SECONDS = 24 * 60 * 60;

export const minutesOf = (postId: string): string => `minutes#${postId}`;

/** A minute as the sort key, for example `2026-11-26T19:27Z`. Such texts compare as times. */
export const minuteText = (minuteMs: number): string => `${new Date(minuteMs).toISOString().slice(0, 16)}Z`;

/** @param days how long a minute is kept */
export const makeTimeline = ({
  client,
  table,
  days,
}: {
  client: DynamoDBClient;
  table: string;
  days: number;
}): Timeline => ({
  async write({ key, minuteMs, count, commits }) {
    const expiresAt = minuteMs / 1_000 + days * DAY_SECONDS;
    await updateIf(client, {
      TableName: table,
      Key: { series: { S: minutesOf(key) }, at: { S: minuteText(minuteMs) } },
      UpdateExpression: 'SET #count = :count, #commits = :commits, #expiresAt = :expiresAt',
      ConditionExpression: 'attribute_not_exists(#commits) OR #commits < :commits',
      ExpressionAttributeNames: { '#count': 'count', '#commits': 'commits', '#expiresAt': 'expiresAt' },
      ExpressionAttributeValues: {
        ':count': { N: String(count) },
        ':commits': { N: String(commits) },
        ':expiresAt': { N: String(expiresAt) },
      },
    });
  },
});
