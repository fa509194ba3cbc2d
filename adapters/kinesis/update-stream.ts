// Puts count updates on their stream: one record for each root slot, and all records with one call.

import { type CountUpdate, type CountUpdates, rootSlotOf } from '../../core/counters/count-update.ts';
import { encodeUpdates } from '../../core/counters/update-record.ts';
import { backoffMs, pause } from '../backoff.ts';
import { isThrottle } from './like-stream.ts';
import type { KinesisPuts, PutRecordInput } from './puts.ts';

type Entry = Omit<PutRecordInput, 'StreamName'>;

/** A record takes up to 1 MiB, and a call takes 500 records and 10 MiB (source: Kinesis API reference, PutRecords). */
const MAX_UPDATES_PER_RECORD = 1_000;
const MAX_RECORDS_PER_CALL = 25;

/** Thrown when the stream did not take an update, while there was time. */
export class UpdateStreamError extends Error {
  override readonly name = 'UpdateStreamError';
}

/** @param hasTime whether a call that was throttled may be made again */
export function makeUpdateStream({
  puts,
  streamName,
  rootSlots,
  hasTime,
}: {
  puts: KinesisPuts;
  streamName: string;
  rootSlots: number;
  hasTime: () => boolean;
}): CountUpdates {
  const putOnce = async (entries: readonly Entry[]): Promise<readonly Entry[]> => {
    try {
      const { Records = [] } = await puts.putRecords({ StreamName: streamName, Records: entries });
      return entries.filter((_, index) => Records[index]?.SequenceNumber === undefined);
    } catch (error) {
      if (isThrottle(error)) return entries;
      throw new UpdateStreamError('Kinesis did not take the updates', { cause: error });
    }
  };

  return {
    async publish(updates) {
      const entries = toEntries(updates, rootSlots);
      for (let start = 0; start < entries.length; start += MAX_RECORDS_PER_CALL) {
        let left: readonly Entry[] = entries.slice(start, start + MAX_RECORDS_PER_CALL);
        for (let attempt = 0; left.length > 0; attempt++) {
          if (attempt > 0 && !hasTime())
            throw new UpdateStreamError('Kinesis throttled the updates for too long');
          if (attempt > 0) await pause(backoffMs(attempt));
          left = await putOnce(left);
        }
      }
    },
  };
}

function toEntries(updates: readonly CountUpdate[], rootSlots: number): Entry[] {
  const slots = new Map<number, CountUpdate[]>();
  for (const update of updates) {
    const slot = rootSlotOf(update.key, rootSlots);
    const ofSlot = slots.get(slot);
    if (ofSlot) ofSlot.push(update);
    else slots.set(slot, [update]);
  }
  return [...slots].flatMap(([slot, ofSlot]) => {
    const entries: Entry[] = [];
    for (let start = 0; start < ofSlot.length; start += MAX_UPDATES_PER_RECORD) {
      const Data = Buffer.from(encodeUpdates(ofSlot.slice(start, start + MAX_UPDATES_PER_RECORD)));
      entries.push({ PartitionKey: `root-${slot}`, Data });
    }
    return entries;
  });
}
