// Keeps what each connection watches, in its own item and in one item for each post. The list changes under a condition, so two
// requests of one connection do not overwrite each other, and nothing is added to a connection that has ended.

import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { slotOf } from '../../core/live/connection-slot.ts';
import type { WatchList } from '../../core/live/ports.ts';
import { MAX_WATCHED_POSTS } from '../../core/live/read-request.ts';
import {
  type ConnectionItem,
  connectionKey,
  decodeConnection,
  encodeConnection,
  expiryOf,
  hashOfPerson,
  personKey,
  subscriptionKey,
  toList,
} from './connection-items.ts';
import { makeRemoveConnection } from './find-viewers.ts';
import { makeMarkSlot } from './slots-in-use.ts';
import { deletionOf, makeWriteItems, putOf, ViewersUnavailableError } from './write-items.ts';

/** So many pages may one person have open. Two that open in the same moment may both be let in. */
export const MAX_CONNECTIONS_PER_PERSON = 20;

/** How often a change is tried again that another request of the same connection came before. */
const MAX_ATTEMPTS = 8;

interface WatchListOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly slots: number;
  readonly now: () => number;
}

export function makeWatchList({ client, table, slots, now }: WatchListOptions): WatchList {
  const writeItems = makeWriteItems({ client, table });
  const calls = makeCalls(client, table);
  const markSlot = makeMarkSlot({ client, table, now });

  return {
    async connect(connectionId, userId) {
      const person = hashOfPerson(userId);
      if ((await calls.countConnections(person, now())) >= MAX_CONNECTIONS_PER_PERSON) return 'too-many';
      const expiresAt = expiryOf(now());
      const slot = slotOf(connectionId, slots);
      await markSlot(slot);
      await writeItems([
        putOf({ ...personKey(person, connectionId), expiresAt: { N: String(expiresAt) } }),
        putOf(encodeConnection(connectionId, { slot, person, posts: [], revision: 0, expiresAt })),
      ]);
      return 'connected';
    },

    async watch(connectionId, postIds) {
      // The posts are written before the list: whatever is on the list is removed with it.
      const written = new Set<string>();
      const undo = async (listed: readonly string[], slot: number) => {
        const extra = [...written].filter((postId) => !listed.includes(postId));
        await writeItems(extra.map((postId) => deletionOf(subscriptionKey(slot, postId, connectionId))));
      };
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const connection = await calls.readConnection(connectionId);
        if (!connection) {
          await undo([], slotOf(connectionId, slots));
          return 'gone';
        }
        const { slot, posts: listed, expiresAt } = connection;
        const all = [...new Set([...listed, ...postIds])];
        if (all.length > MAX_WATCHED_POSTS) {
          await undo(listed, slot);
          return 'too-many';
        }
        const added = all.filter((postId) => !listed.includes(postId) && !written.has(postId));
        await writeItems(
          added.map((postId) =>
            putOf({
              ...subscriptionKey(slot, postId, connectionId),
              expiresAt: { N: String(expiresAt) },
            }),
          ),
        );
        for (const postId of added) written.add(postId);
        if (all.length === listed.length) return 'watching';
        if (await calls.changePosts(connectionId, connection, all)) return 'watching';
      }
      throw new ViewersUnavailableError('the posts of a connection change all the time');
    },

    async unwatch(connectionId, postIds) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const connection = await calls.readConnection(connectionId);
        if (!connection) return 'gone';
        const { slot, posts } = connection;
        await writeItems(postIds.map((postId) => deletionOf(subscriptionKey(slot, postId, connectionId))));
        const left = posts.filter((postId) => !postIds.includes(postId));
        if (left.length === posts.length) return 'unwatched';
        if (await calls.changePosts(connectionId, connection, left)) return 'unwatched';
      }
      throw new ViewersUnavailableError('the posts of a connection change all the time');
    },

    disconnect: makeRemoveConnection({ client, table, writeItems }),
  };
}

function makeCalls(client: DynamoDBClient, table: string) {
  return {
    async readConnection(connectionId: string): Promise<ConnectionItem | undefined> {
      const { Item } = await client.send(
        new GetItemCommand({
          TableName: table,
          Key: connectionKey(connectionId),
          ConsistentRead: true,
        }),
      );
      return Item && decodeConnection(Item);
    },

    /** Returns false when the connection is not as it was read. */
    async changePosts(
      connectionId: string,
      { revision }: ConnectionItem,
      posts: readonly string[],
    ): Promise<boolean> {
      const command = new UpdateItemCommand({
        TableName: table,
        Key: connectionKey(connectionId),
        UpdateExpression: 'SET posts = :posts, revision = :next',
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: {
          ':posts': toList(posts),
          ':next': { N: String(revision + 1) },
          ':revision': { N: String(revision) },
        },
      });
      try {
        await client.send(command);
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },

    async countConnections(person: string, nowMs: number): Promise<number> {
      const { Count = 0 } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'watched = :person',
          FilterExpression: 'expiresAt > :now',
          ExpressionAttributeValues: {
            ':person': { S: `p#${person}` },
            ':now': { N: String(Math.floor(nowMs / 1_000)) },
          },
          Select: 'COUNT',
          ConsistentRead: true,
        }),
      );
      return Count;
    },
  };
}
