// One Kinesis record holds the events of one person. It is a JSON object for one event, and an array for several (the batch endpoint).

import { checkLikeEvent, type LikeEvent, type LikeEventProblem } from './like-event.ts';

/** The most events that one record may hold. */
export const MAX_EVENTS_PER_RECORD = 100;

export type LikeRecordProblem =
  | LikeEventProblem
  | 'empty'
  | 'not-json'
  | 'no-events'
  | 'too-many-events'
  | 'several-users'
  | 'partition-key-is-not-the-user';

export type DecodedRecord =
  | { readonly ok: true; readonly events: readonly LikeEvent[] }
  | { readonly ok: false; readonly problem: LikeRecordProblem };

/** Returns the data of a record that holds these events of one user. The partition key of the record is their userId. */
export function encodeLikeRecord(events: readonly LikeEvent[]): string {
  return JSON.stringify(events.length === 1 ? events[0] : events);
}

/** Returns the events of a record, or why the record is malformed. It never throws, whatever the bytes are. */
export function decodeLikeRecord(data: Uint8Array, partitionKey: string): DecodedRecord {
  if (data.length === 0) return { ok: false, problem: 'empty' };
  const parsed = readJsonText(data);
  if (parsed === undefined) return { ok: false, problem: 'not-json' };
  const values: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (values.length === 0) return { ok: false, problem: 'no-events' };
  if (values.length > MAX_EVENTS_PER_RECORD) return { ok: false, problem: 'too-many-events' };
  for (const value of values) {
    const problem = checkLikeEvent(value);
    if (problem) return { ok: false, problem };
  }
  const events = values as LikeEvent[];
  if (events.some((event) => event.userId !== events[0]?.userId))
    return { ok: false, problem: 'several-users' };
  if (events[0]?.userId !== partitionKey) return { ok: false, problem: 'partition-key-is-not-the-user' };
  return { ok: true, events };
}

function readJsonText(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data));
  } catch {
    return undefined;
  }
}
