// Goes through the bucket of the last resort once. The records of an object go through the stream again as they were, as new records:
// their event ids decide, so what is sent twice counts once. A malformed record among them ends in the quarantine.

import { type KeptRecord, readKeptObject } from './kept-object.ts';

/** The most records and bytes of one call, which takes 10 MiB with the partition keys. source: Kinesis API reference, PutRecords */
const MAX_RECORDS = 500;
const MAX_BYTES = 5 * 1_024 * 1_024;

export interface KeptObjects {
  /** Yields the keys of the objects in their order, which is that of mapping, shard and time. */
  keys(): AsyncIterable<string>;
  read(key: string): Promise<string>;
  delete(key: string): Promise<void>;
}

export interface RedriveObjectsPorts {
  readonly objects: KeptObjects;
  /** Puts records on the stream. Returns the indexes of those that it did not take. */
  readonly putAll: (records: readonly KeptRecord[]) => Promise<readonly number[]>;
  /** Resolves when so many records may be sent. Rejects when the user interrupts the command. */
  readonly pace: (records: number) => Promise<void>;
  readonly recordsPerSecond: number;
  readonly onProgress: (records: number) => void;
}

/** Of the objects with one reason, or of those that were sent. */
export interface ObjectTally {
  readonly objects: number;
  readonly records: number;
}

export interface RedriveObjectsReport {
  readonly reasons: ReadonlyMap<string, ObjectTally>;
  readonly sent: ObjectTally;
}

const NOTHING: ObjectTally = { objects: 0, records: 0 };

const add = ({ objects, records }: ObjectTally, more: number): ObjectTally => ({
  objects: objects + 1,
  records: records + more,
});

/**
 * An object is deleted only after the stream has taken all its records. Whenever the command is killed, no like is lost.
 *
 * @param send false: only lists what is there
 */
export async function redriveObjects(
  ports: RedriveObjectsPorts,
  send: boolean,
  signal: AbortSignal,
): Promise<RedriveObjectsReport> {
  const { objects, onProgress } = ports;
  const reasons = new Map<string, ObjectTally>();
  let sent = NOTHING;
  let read = 0;
  for await (const key of objects.keys()) {
    signal.throwIfAborted();
    const { reason, records } = readKeptObject(await objects.read(key));
    reasons.set(reason, add(reasons.get(reason) ?? NOTHING, records?.length ?? 0));
    onProgress((read += records?.length ?? 0));
    if (!send || !records) continue;
    await putRecords(ports, records);
    await objects.delete(key);
    sent = add(sent, records.length);
  }
  return { reasons, sent };
}

async function putRecords(
  { putAll, pace, recordsPerSecond }: RedriveObjectsPorts,
  records: readonly KeptRecord[],
): Promise<void> {
  let waiting = records;
  while (waiting.length > 0) {
    const batch = waiting.slice(0, countForCall(waiting, Math.max(1, Math.floor(recordsPerSecond))));
    await pace(batch.length);
    const refused = await putAll(batch);
    waiting = [...refused.flatMap((index) => batch[index] ?? []), ...waiting.slice(batch.length)];
  }
}

/** Returns at least one. */
function countForCall(records: readonly KeptRecord[], most: number): number {
  let bytes = 0;
  const tooMuch = records.findIndex(({ data }, index) => {
    bytes += data.length;
    return index > 0 && (index >= Math.min(most, MAX_RECORDS) || bytes > MAX_BYTES);
  });
  return tooMuch === -1 ? records.length : tooMuch;
}
