// The items of the connections table. All of them expire a little after their connection must have ended.
//
//   watched              connectionId   besides
//   12#post-1            Zk3f=          a subscription: the connection is in slot 12
//   c#Zk3f=              Zk3f=          the connection: slot, person, posts and the revision of this list
//   p#aGk0bW4            Zk3f=          the same connection among those of a person, who is a hash here
//   t#post-1             told           the abbreviated count that viewers were told last
//   slots                slots          until when each slot may have connections, and since when any has

import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Item = Record<string, AttributeValue>;

/** A connection ends after two hours (source: API Gateway quotas for WebSocket APIs). */
const LONGEST_CONNECTION_SECONDS = 2 * 60 * 60;
const MARGIN_SECONDS = 10 * 60;

/** Returns when the items of a connection expire that begins now, in seconds since 1970. */
export const expiryOf = (nowMs: number): number =>
  Math.ceil(nowMs / 1_000) + LONGEST_CONNECTION_SECONDS + MARGIN_SECONDS;

export interface ConnectionItem {
  readonly slot: number;
  readonly person: string;
  readonly posts: readonly string[];
  readonly revision: number;
  readonly expiresAt: number;
}

export const subscriptionKey = (slot: number, postId: string, connectionId: string): Item =>
  keyOf(`${slot}#${postId}`, connectionId);

export const connectionKey = (connectionId: string): Item => keyOf(`c#${connectionId}`, connectionId);

export const personKey = (person: string, connectionId: string): Item => keyOf(`p#${person}`, connectionId);

export const toldKey = (postId: string): Item => keyOf(`t#${postId}`, 'told');

/** There is one such item. */
export const slotsKey = (): Item => keyOf('slots', 'slots');

const keyOf = (watched: string, connectionId: string): Item => ({
  watched: { S: watched },
  connectionId: { S: connectionId },
});

/** The table need not know who watches what. */
export const hashOfPerson = (userId: string): string =>
  createHash('sha256').update(userId).digest('base64url').slice(0, 22);

export const encodeConnection = (connectionId: string, item: ConnectionItem): Item => ({
  ...connectionKey(connectionId),
  slot: { N: String(item.slot) },
  person: { S: item.person },
  posts: toList(item.posts),
  revision: { N: String(item.revision) },
  expiresAt: { N: String(item.expiresAt) },
});

export const decodeConnection = (item: Item): ConnectionItem => ({
  slot: Number(item['slot']?.N),
  person: item['person']?.S ?? '',
  posts: (item['posts']?.L ?? []).map(({ S = '' }) => S),
  revision: Number(item['revision']?.N),
  expiresAt: Number(item['expiresAt']?.N),
});

export const toList = (posts: readonly string[]): AttributeValue => ({ L: posts.map((S) => ({ S })) });
