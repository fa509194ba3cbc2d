// Starts what moves messages of the burst queue to the stream: drain-burst, and a redrive of the DLQ. Both run the code of the product.

import { drainBurst } from '../../core/likes/drain-burst.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { redrive } from '../../tools/redrive/redrive.ts';
import { sources } from '../../tools/redrive/sources.ts';
import type { QueuedMessage } from './burst-queue.ts';
import type { Attempt, Perform } from './calls.ts';
import type { Scene } from './scene.ts';

const THROTTLE_RATE = 0.15;
/** An invocation has time for so many calls. */
const CALLS_PER_DRAIN = 3;
const CALL_MS = 10_000;
const MAX_DRAINS_AT_ONCE = 3;
const MAX_REDRIVES_AT_ONCE = 2;

type Start = (
  name: string,
  giveUp: () => void,
  run: (attempt: Attempt, perform: Perform) => Promise<void>,
) => void;

export class BurstStarts {
  readonly #scene: Scene;
  readonly #start: Start;
  #drains = 0;
  #redrives = 0;

  constructor(scene: Scene, start: Start) {
    this.#scene = scene;
    this.#start = start;
  }

  possible(): (() => void)[] {
    const { burst } = this.#scene;
    const starts: (() => void)[] = [];
    if (burst.visible > 0 && this.#drains < MAX_DRAINS_AT_ONCE) starts.push(() => this.#startDrain());
    if (burst.dead > 0 && this.#redrives < MAX_REDRIVES_AT_ONCE) starts.push(() => this.#startRedrive());
    return starts;
  }

  #startDrain(): void {
    const { burst, choices, journal } = this.#scene;
    const messages = burst.receive(choices);
    if (messages.some(({ receives }) => receives > 1)) journal.tally.add('messages received again');
    this.#drains += 1;
    const end = this.#endOnce(() => {
      this.#drains -= 1;
      burst.putBack(messages);
    });
    this.#start('drain', end.run, async (attempt, perform) => {
      try {
        await this.#drain(messages, attempt, perform, end.isOver);
      } finally {
        end.run();
      }
    });
  }

  async #drain(
    messages: readonly QueuedMessage[],
    attempt: Attempt,
    perform: Perform,
    isOver: () => boolean,
  ): Promise<void> {
    const { burst, mutant, journal } = this.#scene;
    const deleteAll = (ids: readonly string[]) =>
      perform('deleteMessages', [ids.join(' ')], () => burst.delete(ids));
    if (mutant === 'message-deleted-before-put') await deleteAll(messages.map(({ id }) => id));
    let leftMs = CALLS_PER_DRAIN * CALL_MS;
    const putAll = async (records: readonly (readonly LikeEvent[])[]) => {
      leftMs -= CALL_MS;
      return await perform('putRecords', [textOf(records)], () => this.#put(records));
    };
    const ports = {
      records: { putAll },
      quarantine: { put: () => Promise.reject(new Error('a good message is set aside')) },
      backoffMs: () => 1,
      pause: async () => {},
      // Messages come again at any time anyway.
      postpone: async () => {},
      random: () => 0,
    };
    const { unfinished } = await drainBurst(ports, messages, () => leftMs);
    journal.say(() => `${attempt.name} returns: unfinished are ${unfinished.join(' ') || 'none'}`);
    // A mapping deletes nothing after an invocation that it has given up.
    const done = messages.filter(({ id }) => !unfinished.includes(id)).map(({ id }) => id);
    if (!isOver() && done.length > 0) await deleteAll(done);
  }

  #startRedrive(): void {
    const { burst, choices } = this.#scene;
    const held = new Set<QueuedMessage>();
    this.#redrives += 1;
    const end = this.#endOnce(() => {
      this.#redrives -= 1;
      burst.putBack(held);
    });
    this.#start('redrive', end.run, async (_, perform) => {
      const receive = async () =>
        (burst.dead > 0 ? burst.receiveDead(choices) : []).map((message) => {
          held.add(message);
          const remove = () => perform('deleteMessages', [message.id], () => burst.delete([message.id]));
          return { id: message.id, body: message.body, delete: remove, release: async () => {} };
        });
      const put = async (events: readonly LikeEvent[]) => {
        const refused = await perform('putRecord', [textOf([events])], () => this.#put([events]));
        return refused.length > 0 ? ('throttled' as const) : { place: undefined };
      };
      const ports = { reader: { receive }, source: sources.dlq, stream: { put }, pace: async () => {} };
      try {
        await redrive({ ...ports, onProgress: () => {} }, true, new AbortController().signal);
      } finally {
        end.run();
      }
    });
  }

  /** Puts the records on the stream, and returns the indexes of those that it throttles. */
  #put(records: readonly (readonly LikeEvent[])[]): number[] {
    const { choices, workload, journal } = this.#scene;
    return [...records.entries()].flatMap(([index, events]) => {
      if (choices.chance(THROTTLE_RATE)) {
        journal.tally.add('queued records throttled');
        return [index];
      }
      workload.put(events);
      return [];
    });
  }

  /** An attempt ends once, although it may go on as a zombie. */
  #endOnce(end: () => void): { run: () => void; isOver: () => boolean } {
    let over = false;
    const run = () => {
      if (!over) end();
      over = true;
    };
    return { run, isOver: () => over };
  }
}

const textOf = (records: readonly (readonly LikeEvent[])[]) =>
  records.map(([first]) => `${first?.userId} ${first?.id.slice(-4)}`).join(', ');
