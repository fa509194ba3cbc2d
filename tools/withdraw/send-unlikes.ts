// Sends the unlikes of the likes that were found: into the record file first, then on the stream, at a bounded rate.

import { backoffMs } from '../../adapters/backoff.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import type { LikeRecords } from '../../core/likes/ports.ts';
import type { Pace } from '../../traffic/pace.ts';
import type { RecordFile } from './record-file.ts';
import type { Withdrawal, WithdrawalStore } from './withdrawal-store.ts';

/** A record holds up to 100 events of one person, and a call up to 500 records. */
const MOST_AT_A_TIME = 100;

export interface SendPorts {
  readonly store: WithdrawalStore;
  readonly record: RecordFile;
  readonly records: LikeRecords;
  readonly newId: () => string;
  readonly now: () => number;
  readonly pace: Pace;
  readonly wait: (ms: number) => Promise<void>;
  readonly onSent: (likes: number) => void;
}

/** Rejects as `putAll` does. What was sent and not kept as sent goes again under the same ids, which changes nothing. */
export async function sendUnlikes(ports: SendPorts, perSecond: number, signal: AbortSignal): Promise<void> {
  const { store, record, newId, now, pace, onSent } = ports;
  const most = Math.max(1, Math.min(MOST_AT_A_TIME, Math.ceil(perSecond / 10)));
  let sent = 0;
  for (;;) {
    const page = store.next(most, newId);
    if (page.length === 0) return;
    await pace(page.length, signal);
    record.append(page, now());
    await putAll(ports, toRecords(page), signal);
    store.setSent(page);
    onSent((sent += page.length));
  }
}

async function putAll(
  { records, wait }: SendPorts,
  left: readonly (readonly LikeEvent[])[],
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    const refused = new Set(await records.putAll(left));
    if (refused.size === 0) return;
    left = left.filter((_, index) => refused.has(index));
    await wait(backoffMs(attempt));
  }
}

/** Each person gets one record. */
function toRecords(page: readonly Withdrawal[]): readonly (readonly LikeEvent[])[] {
  const records = new Map<string, LikeEvent[]>();
  for (const { userId, postId, unlikeId: id } of page) {
    const ofPerson = records.get(userId) ?? [];
    records.set(userId, [...ofPerson, { v: 1, id, postId, userId, op: 'unlike' }]);
  }
  return [...records.values()];
}
