// Brings together what the messages of a batch say to one slot.

import type { TimedCount } from './ports.ts';
import { decodeSlotMessage } from './slot-message.ts';

export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  /** How often it was received, this time included. */
  readonly receives: number;
}

export interface SlotBatch {
  readonly messageIds: string[];
  readonly posts: TimedCount[];
  receives: number;
}

/** A malformed message is only counted: nobody can be told what it says. */
export function readSlotBatches(messages: readonly QueuedMessage[]) {
  const slots = new Map<number, SlotBatch>();
  let malformed = 0;
  for (const { id, body, receives } of messages) {
    const message = decodeSlotMessage(body);
    if (!message) {
      malformed++;
      continue;
    }
    const batch = slots.get(message.slot) ?? { messageIds: [], posts: [], receives: 0 };
    slots.set(message.slot, batch);
    batch.messageIds.push(id);
    batch.posts.push(...message.posts);
    batch.receives = Math.max(batch.receives, receives);
  }
  return { slots, malformed };
}
