// The body of a message in the burst queue: the data of the record that is to go on the stream. It is ASCII, because SQS refuses some
// characters that an id may hold, such as U+FFFE.

import type { LikeEvent } from './like-event.ts';
import { decodeLikeRecord, encodeLikeRecord, type LikeRecordProblem } from './like-record.ts';

export type ReadBurstMessage =
  | { readonly ok: true; readonly events: readonly LikeEvent[] }
  | {
      readonly ok: false;
      readonly problem: LikeRecordProblem;
      /** Whose events they seem to be. It is empty when the body does not tell. */
      readonly userId: string;
    };

/** Returns the body of a message that holds these events of one user. */
export function encodeBurstMessage(events: readonly LikeEvent[]): string {
  return encodeLikeRecord(events).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Returns the events of a message, or why it is malformed. It never throws, whatever the body is. */
export function readBurstMessage(body: string): ReadBurstMessage {
  const userId = userIdOf(body);
  const decoded = decodeLikeRecord(new TextEncoder().encode(body), userId);
  return decoded.ok ? decoded : { ...decoded, userId };
}

function userIdOf(body: string): string {
  try {
    const parsed = JSON.parse(body) as unknown;
    const first = (Array.isArray(parsed) ? parsed[0] : parsed) as { userId?: unknown } | null | undefined;
    return typeof first?.userId === 'string' ? first.userId : '';
  } catch {
    return '';
  }
}
