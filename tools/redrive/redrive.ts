// Goes through a queue once: the quarantine, or the DLQ of the burst queue. Messages that this release can count are sent through the
// stream again, as new records: their event ids decide, so what is sent twice counts once. All other messages stay. Messages of the DLQ
// do not go back to the burst queue, because then a message that was sent might still end in the DLQ again.

import type { QueueReader, ReceivedMessage } from '../../adapters/sqs/queue-reader.ts';
import type { LikeStream } from '../../core/likes/ports.ts';
import type { Source } from './sources.ts';

export interface RedrivePorts {
  readonly reader: QueueReader;
  readonly source: Pick<Source, 'read'>;
  readonly stream: LikeStream;
  /** Resolves when the next record may be sent. Rejects when the user interrupts the command. */
  readonly pace: () => Promise<void>;
  readonly onProgress: (messages: number) => void;
}

/** The messages with one reason. */
export interface ReasonTally {
  readonly messages: number;
  /** How many of them this release can count. */
  readonly countable: number;
}

export interface RedriveReport {
  readonly reasons: ReadonlyMap<string, ReasonTally>;
  /** How many messages were sent through again and taken out of the queue. */
  readonly sent: number;
}

/**
 * A message leaves the queue only after the stream has taken it. Whenever the command is killed, no like is lost.
 *
 * @param send false: only lists what is there
 */
export async function redrive(
  { reader, source, stream, pace, onProgress }: RedrivePorts,
  send: boolean,
  signal: AbortSignal,
): Promise<RedriveReport> {
  const reasons = new Map<string, ReasonTally>();
  const seen = new Set<string>();
  /** The messages that are hidden from others because of this run. */
  const held = new Set<ReceivedMessage>();
  let sent = 0;

  async function take(message: ReceivedMessage): Promise<void> {
    seen.add(message.id);
    const { reason, events } = source.read(message.body);
    const { messages, countable } = reasons.get(reason) ?? { messages: 0, countable: 0 };
    reasons.set(reason, { messages: messages + 1, countable: countable + (events ? 1 : 0) });
    if (!send || !events) return;
    do await pace();
    while ((await stream.put(events)) === 'throttled');
    await message.delete();
    held.delete(message);
    sent++;
  }

  try {
    for (;;) {
      signal.throwIfAborted();
      const messages = await reader.receive();
      for (const message of messages) held.add(message);
      const fresh = messages.filter(({ id }) => !seen.has(id));
      // A message that comes again was hidden for its whole time, so the queue has been read to its end.
      if (fresh.length === 0) return { reasons, sent };
      for (const message of fresh) await take(message);
      onProgress(seen.size);
    }
  } finally {
    await Promise.allSettled([...held].map((message) => message.release()));
  }
}
