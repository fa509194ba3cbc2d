// One lane of the stream, and how far it has been read. Its records are numbered from 1 and hold one event each.

import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { stampOf } from '../../core/likes/stamp.ts';
import { toPosition } from '../../core/stream/sequence-number.ts';
import type { StreamRecord } from '../../core/stream/stream-record.ts';
import type { LaneEvent, LaneRecords } from '../../trials/model/workload.ts';
import type { Lane } from './persons.ts';

/** The most records in a batch. It is small, so that a short story has several batches. */
const BATCH_SIZE = 4;

export interface Batch {
  readonly from: number;
  readonly to: number;
}

export class StreamLane implements LaneRecords {
  readonly name: Lane;
  readonly users: readonly string[] = [];
  readonly parents: readonly string[] = [];
  readonly records: StreamRecord[] = [];
  readonly events: LaneEvent[] = [];
  readonly sent: { readonly event: LikeEvent; readonly isDuplicate: boolean }[] = [];
  /** How many records are done, for the event source mapping. */
  checkpoint = 0;
  /** How many records were ever part of a batch. */
  readTo = 0;
  /** The name of the attempt that the mapping waits for. */
  current: string | undefined;
  #batchSize = BATCH_SIZE;

  constructor(name: Lane) {
    this.name = name;
  }

  append(event: LikeEvent, isDuplicate = false): void {
    this.#put(this.records.length, { event, isDuplicate });
  }

  /** Puts the event of a record on the lane once more. Returns false when there is no such record. */
  duplicate(number: number): boolean {
    const original = this.sent[number - 1];
    if (original) this.append(original.event, true);
    return original !== undefined;
  }

  /** Swaps two records that nobody has read. Returns false when they are not there, or were read. */
  swap(number: number): boolean {
    const [one, other] = [this.sent[number - 1], this.sent[number]];
    if (!one || !other || number <= this.readTo) return false;
    this.#put(number - 1, other);
    this.#put(number, one);
    return true;
  }

  get mayStart(): boolean {
    return this.current === undefined && this.checkpoint < this.records.length;
  }

  nextBatch(): Batch {
    const from = this.checkpoint;
    const to = Math.min(from + this.#batchSize, this.records.length);
    this.readTo = Math.max(this.readTo, to);
    return { from, to };
  }

  recordsOf({ from, to }: Batch): readonly StreamRecord[] {
    return this.records.slice(from, to);
  }

  /** Halves the batches until the records that are there now are done. Returns false when they hold one record already. */
  bisect(): boolean {
    const size = Math.min(this.#batchSize, this.records.length - this.checkpoint);
    if (size < 2) return false;
    this.#batchSize = Math.floor(size / 2);
    return true;
  }

  /** Takes in that the attempt that the mapping waits for has returned. */
  finish(records: number): void {
    this.checkpoint += records;
    if (this.checkpoint === this.records.length) this.#batchSize = BATCH_SIZE;
  }

  #put(index: number, { event, isDuplicate }: StreamLane['sent'][number]): void {
    const { userId, postId } = event;
    const sequenceNumber = String(index + 1);
    const data = new TextEncoder().encode(encodeLikeRecord([event]));
    this.sent[index] = { event, isDuplicate };
    this.records[index] = { sequenceNumber, partitionKey: userId, data };
    this.events[index] = { position: toPosition(sequenceNumber), userId, postId, stamp: stampOf(event) };
  }
}
