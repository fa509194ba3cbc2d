// The list of split posts: a sparse index of the counters table. Only the roots of split posts are in it.

import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { SplitKeys } from '../../core/counters/ports.ts';
import { SPLIT_STATE } from './counter-updates.ts';

export function makeSplitKeys({
  client,
  table,
  index,
}: {
  client: DynamoDBClient;
  table: string;
  index: string;
}): SplitKeys {
  return {
    async *list() {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: index,
          KeyConditionExpression: '#state = :split',
          ExpressionAttributeNames: { '#state': 'splitState' },
          ExpressionAttributeValues: { ':split': { S: SPLIT_STATE } },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const { postId } of Items) if (postId?.S) yield postId.S;
      }
    },
  };
}
