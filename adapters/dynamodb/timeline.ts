// The timeline on DynamoDB: one item for each post and minute that changed. DynamoDB deletes it when it is old.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { minuteStartMs } from '../../core/live/minute.ts';
import type { Timeline } from '../../core/live/roll-up-ports.ts';
import { updateIf } from './update-if.ts';

const DAY_SECONDS = 24 * 60 * 60;

export const minutesOf = (postId: string): string => `minutes#${postId}`;

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
  async write({ key, minute, count, commits }) {
    const expiresAt = minuteStartMs(minute) / 1_000 + days * DAY_SECONDS;
    await updateIf(client, {
      TableName: table,
      Key: { series: { S: minutesOf(key) }, at: { S: minute } },
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
