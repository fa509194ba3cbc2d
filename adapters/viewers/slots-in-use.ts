// Keeps which connection slots may have viewers, in one item. So nothing is sent to slots that nobody is in, and where nobody looks,
// nothing is sent at all.

import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { SlotsInUse } from '../../core/live/ports.ts';
import { expiryOf, slotsKey } from './connection-items.ts';

const SLOT = 's';

/** An execution environment marks a slot again after this long. The mark outlasts a connection that begins just before. */
const MARKED_AGAIN_SECONDS = 10 * 60;

interface SlotsInUseOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly now: () => number;
}

/** Returns a function that marks a slot before a connection begins in it. */
export function makeMarkSlot({ client, table, now }: SlotsInUseOptions): (slot: number) => Promise<void> {
  const markedAtMs = new Map<number, number>();
  return async (slot) => {
    const nowMs = now();
    if (nowMs - (markedAtMs.get(slot) ?? Number.NEGATIVE_INFINITY) < MARKED_AGAIN_SECONDS * 1_000) return;
    const expiry = { N: String(expiryOf(nowMs) + MARKED_AGAIN_SECONDS) };
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: slotsKey(),
        UpdateExpression: 'SET #slot = :expiry, expiresAt = :expiry, sinceMs = if_not_exists(sinceMs, :now)',
        ExpressionAttributeNames: { '#slot': `${SLOT}${slot}` },
        ExpressionAttributeValues: { ':expiry': expiry, ':now': { N: String(nowMs) } },
      }),
    );
    markedAtMs.set(slot, nowMs);
  };
}

/** Reads consistently, so a slot is found as soon as a connection is in it. */
export function makeSlotsInUse({ client, table, now }: SlotsInUseOptions): SlotsInUse {
  const read: SlotsInUse['read'] = async () => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: slotsKey(), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const nowSeconds = now() / 1_000;
    const slots = Object.entries(Item)
      .filter(([name, value]) => /^s\d+$/.test(name) && Number(value.N) > nowSeconds)
      .map(([name]) => Number(name.slice(SLOT.length)));
    if (slots.length > 0) return { slots, sinceMs: Number(Item['sinceMs']?.N) };
    // From here on nobody is told, so that what was told must not count any more when somebody comes.
    return (await forget(Item['expiresAt']?.N ?? '0')) ? undefined : read();
  };

  /** Returns false when a slot was marked in the meantime. */
  async function forget(expiresAt: string): Promise<boolean> {
    const command = new DeleteItemCommand({
      TableName: table,
      Key: slotsKey(),
      ConditionExpression: 'attribute_not_exists(expiresAt) OR expiresAt = :seen',
      ExpressionAttributeValues: { ':seen': { N: expiresAt } },
    });
    try {
      await client.send(command);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return { read };
}
