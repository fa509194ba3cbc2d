// Goes through the quarantine once. Records that this release can count are sent through the stream again, as new records: their event
// ids decide, so a record that is sent twice counts once. All other records stay.

import type { QuarantinedRecord } from '../../adapters/sqs/quarantine.ts';
import type { QuarantinedMessage, QuarantineReader } from '../../adapters/sqs/quarantine-reader.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { decodeLikeRecord } from '../../core/likes/like-record.ts';
import type { LikeStream } from '../../core/likes/ports.ts';

export interface RedrivePorts {
  readonly reader: QuarantineReader;
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
  /** How many records were sent through again and taken out of the quarantine. */
  readonly sent: number;
}

/**
 * A record leaves the quarantine only after the stream has taken it. Whenever the command is killed, no record is lost.
 *
 * @param send false: only lists what is there
 */
export async function redrive(
  { reader, stream, pace, onProgress }: RedrivePorts,
  send: boolean,
  signal: AbortSignal,
): Promise<RedriveReport> {
  const reasons = new Map<string, ReasonTally>();
  const seen = new Set<string>();
  /** The messages that are hidden from others because of this run. */
  const held = new Set<QuarantinedMessage>();
  let sent = 0;

  async function take(message: QuarantinedMessage): Promise<void> {
    seen.add(message.id);
    const events = message.record && eventsOf(message.record);
    const reason = message.record?.reason ?? 'not a message of the quarantine';
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

/** The events of a record that this release can count; undefined when it cannot, or when the quarantine has cut the record. */
function eventsOf({ partitionKey, dataBase64, bytes }: QuarantinedRecord): readonly LikeEvent[] | undefined {
  const data = Buffer.from(dataBase64, 'base64');
  if (data.length !== bytes) return undefined;
  const decoded = decodeLikeRecord(data, partitionKey);
  return decoded.ok ? decoded.events : undefined;
}
