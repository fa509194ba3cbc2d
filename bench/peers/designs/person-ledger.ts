// A ledger that holds each person's latest action on a post, as most people would write it.

import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import type { Environment, TableDefinition } from '../design.ts';

export const LEDGER = 'ledger';

export const personLedger: TableDefinition = { keys: ['userId', 'postId'], holds: 'ledger' };

export const rowOf = ({ userId, postId, id, op }: LikeEvent) => ({
  userId: { S: userId },
  postId: { S: postId },
  id: { S: id },
  liked: { BOOL: op === 'like' },
});

/** Returns a function that puts an action on condition that it is newer, and returns by how much the post's count changes. */
export function makePutAction({ client, tableOf, limit }: Environment) {
  return (event: LikeEvent): Promise<number> =>
    limit(async () => {
      try {
        const { Attributes } = await client.send(
          new PutItemCommand({
            TableName: tableOf(LEDGER),
            Item: rowOf(event),
            ConditionExpression: 'attribute_not_exists(userId) OR id < :id',
            ExpressionAttributeValues: { ':id': { S: event.id } },
            ReturnValues: 'ALL_OLD',
          }),
        );
        return Number(event.op === 'like') - Number(Attributes?.['liked']?.BOOL ?? false);
      } catch (error) {
        // It is a repeat, or an action that was overtaken. There is no way to tell a repeat that was added from one that was not.
        if (error instanceof ConditionalCheckFailedException) return 0;
        throw error;
      }
    });
}
