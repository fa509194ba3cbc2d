// The list of split posts: a sparse index of the counters, which only their roots are in.

import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { SplitPosts } from '../../core/counters/ports.ts';
import { SPLIT_STATE } from './counters.ts';

export function makeSplitPosts({
  client,
  table,
  index,
}: {
  client: DynamoDBClient;
  table: string;
  index: string;
}): SplitPosts {
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
