// Keeps the abbreviated counts that viewers were told last, so that all execution environments know them.

import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { NewCount, ToldCounts } from '../../core/live/ports.ts';
import type { Limit } from '../../core/stream/limit.ts';
import { makeReadItems } from '../dynamodb/read-items.ts';
import { toldKey } from './connection-items.ts';

/** The most keys of one BatchGetItem (source: DynamoDB API). */
const MAX_KEYS = 100;

/** A post that stayed still for so long is told once more than it need be. */
const KEPT_SECONDS = 24 * 60 * 60;

interface ToldCountsOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly limit: Limit;
  readonly now: () => number;
}

export function makeToldCounts({ client, table, limit, now }: ToldCountsOptions): ToldCounts {
  const readItems = makeReadItems(client);

  async function keepOne({ postId, count, asOfMs }: NewCount): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: toldKey(postId),
      UpdateExpression: 'SET told = :told, asOfMs = :asOf, expiresAt = :expiry',
      ConditionExpression: 'attribute_not_exists(asOfMs) OR asOfMs <= :asOf',
      ExpressionAttributeValues: {
        ':told': { N: String(count) },
        ':asOf': { N: String(asOfMs) },
        ':expiry': { N: String(Math.ceil(now() / 1_000) + KEPT_SECONDS) },
      },
    });
    try {
      await client.send(command);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  return {
    async read(postIds) {
      const chunks = Array.from({ length: Math.ceil(postIds.length / MAX_KEYS) }, (_, index) =>
        postIds.slice(index * MAX_KEYS, (index + 1) * MAX_KEYS),
      );
      const pages = await Promise.all(
        chunks.map((chunk) =>
          limit(() => readItems(table, chunk.map(toldKey), { consistent: true, signal: undefined })),
        ),
      );
      return new Map(
        pages.flat().map((item) => {
          const postId = (item['watched']?.S ?? '').slice('t#'.length);
          return [postId, { postId, count: Number(item['told']?.N), asOfMs: Number(item['asOfMs']?.N) }];
        }),
      );
    },

    async keep(counts) {
      await Promise.all(counts.map((count) => limit(() => keepOne(count))));
    },
  };
}
