// The burst queue and the DLQ behind it, as SQS keeps them: messages come in any order, now and then twice, come again until somebody
// deletes them, and move to the DLQ when they were received too often.

import { encodeBurstMessage } from '../../core/likes/burst-message.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import type { Choices } from './choices.ts';

export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly receiptHandle: string;
  receives: number;
}

const MAX_RECEIVES = 3;

export class BurstQueue {
  readonly #visible = new Map<string, QueuedMessage>();
  readonly #dead = new Map<string, QueuedMessage>();
  readonly #deleted = new Set<string>();

  constructor(records: readonly (readonly LikeEvent[])[]) {
    for (const [index, events] of records.entries()) {
      const id = `m${index}`;
      this.#visible.set(id, { id, body: encodeBurstMessage(events), receiptHandle: id, receives: 0 });
    }
  }

  get visible(): number {
    return this.#visible.size;
  }

  get dead(): number {
    return this.#dead.size;
  }

  /** Some of the visible messages. They are hidden until they are put back, except for one that is delivered twice. */
  receive(choices: Choices): QueuedMessage[] {
    const messages = this.#take(this.#visible, choices);
    for (const message of messages) message.receives += 1;
    return messages;
  }

  receiveDead(choices: Choices): QueuedMessage[] {
    return this.#take(this.#dead, choices);
  }

  /** Shows messages again whose time is over, unless they were deleted. */
  putBack(messages: Iterable<QueuedMessage>): void {
    for (const message of messages) {
      const { id, receives } = message;
      if (this.#deleted.has(id) || this.#dead.has(id)) continue;
      if (receives < MAX_RECEIVES) this.#visible.set(id, message);
      else {
        this.#visible.delete(id);
        this.#dead.set(id, message);
      }
    }
  }

  delete(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#deleted.add(id);
      this.#visible.delete(id);
      this.#dead.delete(id);
    }
  }

  #take(from: Map<string, QueuedMessage>, choices: Choices): QueuedMessage[] {
    const taken: QueuedMessage[] = [];
    for (let left = from.size - choices.below(from.size); left > 0; left--) {
      const message = [...from.values()][choices.below(from.size)] as QueuedMessage;
      if (!choices.chance(0.1)) from.delete(message.id);
      if (!taken.includes(message)) taken.push(message);
      if (from.size === 0) break;
    }
    return taken;
  }
}
