// Finds who watches a post, and removes connections that are gone.

import { DeleteItemCommand, type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import { slotOf } from '../../core/live/connection-slot.ts';
import type { Viewers } from '../../core/live/ports.ts';
import { connectionKey, decodeConnection, personKey, subscriptionKey } from './connection-items.ts';
import { deletionOf, makeWriteItems, type WriteItems } from './write-items.ts';

interface ViewersTable {
  readonly client: DynamoDBClient;
  readonly table: string;
}

export function makeViewers({ client, table, slots }: ViewersTable & { slots: number }): Viewers {
  const writeItems = makeWriteItems({ client, table });
  const remove = makeRemoveConnection({ client, table, writeItems });
  return {
    async find(slot, postId) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'watched = :watched',
          ExpressionAttributeValues: { ':watched': { S: `${slot}#${postId}` } },
          ProjectionExpression: 'connectionId',
          // A viewer that read a count before it changed must be found.
          ConsistentRead: true,
        },
      );
      const found: string[] = [];
      for await (const { Items = [] } of pages)
        for (const { connectionId } of Items) if (connectionId?.S) found.push(connectionId.S);
      return found;
    },

    async forget(connectionId, postIds) {
      await remove(connectionId);
      // A subscription may have been written after its connection was removed.
      const slot = slotOf(connectionId, slots);
      await writeItems(postIds.map((postId) => deletionOf(subscriptionKey(slot, postId, connectionId))));
    },
  };
}

/** Returns a function that removes a connection with what it watches. The connection goes first: from then on nothing is added to it. */
export function makeRemoveConnection({
  client,
  table,
  writeItems,
}: ViewersTable & { writeItems: WriteItems }): (connectionId: string) => Promise<void> {
  return async (connectionId) => {
    const command = new DeleteItemCommand({
      TableName: table,
      Key: connectionKey(connectionId),
      ReturnValues: 'ALL_OLD',
    });
    const { Attributes } = await client.send(command);
    if (!Attributes) return;
    const { slot, person, posts } = decodeConnection(Attributes);
    await writeItems([
      ...posts.map((postId) => deletionOf(subscriptionKey(slot, postId, connectionId))),
      deletionOf(personKey(person, connectionId)),
    ]);
  };
}
