// The list of split posts: a sparse index of the counters table, spread over several keys. Only the roots of split posts are in it.

import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { SplitKeys } from '../../core/counters/ports.ts';
import { nameOf } from './counter-item.ts';
import { splitLists } from './counter-updates.ts';

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
      for (const list of splitLists) {
        const pages = paginateQuery(
          { client },
          {
            TableName: table,
            IndexName: index,
            KeyConditionExpression: '#state = :list',
            ExpressionAttributeNames: { '#state': 'splitState' },
            ExpressionAttributeValues: { ':list': { S: list } },
          },
        );
        for await (const { Items = [] } of pages) for (const item of Items) yield nameOf(item).key;
      }
    },
  };
}
