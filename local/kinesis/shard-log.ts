// Holds the records of one shard from the trim horizon to the newest. A record has an index, and the first one ever has 1.

import { lowerBound } from './lower-bound.ts';
import type { SegmentFiles } from './segment-files.ts';
import { Segment, type StoredRecord } from './segment.ts';

const FIRST_INDEX = 1;

export class ShardLog {
  readonly #files: SegmentFiles | undefined;
  #segments: Segment[];
  #trimHorizon: number;

  /** Without files the records live in memory only. */
  constructor(files?: SegmentFiles) {
    this.#files = files;
    this.#segments = files?.load() ?? [];
    this.#trimHorizon = this.#segments[0]?.firstIndex ?? FIRST_INDEX;
  }

  /** Index of the oldest record that can be read, or `endIndex` if there is none. */
  get trimHorizon() {
    return this.#trimHorizon;
  }

  /** Index that the next record gets. */
  get endIndex() {
    return this.#segments.at(-1)?.endIndex ?? FIRST_INDEX;
  }

  /** Stores a record and returns its index. When it returns, the record is readable and (with files) written. */
  append(record: StoredRecord): number {
    const keyBytes = Buffer.byteLength(record.partitionKey);
    const index = this.endIndex;
    const segment = this.#segmentFor(keyBytes, record.data.length);
    // Arrivals never go back, whatever the clock does, because AT_TIMESTAMP and trimming search in them.
    const arrivalMs = Math.max(record.arrivalMs, this.#segments.at(-1)?.lastArrivalMs ?? 0);
    segment.append({ ...record, arrivalMs }, keyBytes, (from, to) => this.#files?.write(segment, from, to));
    if (segment !== this.#segments.at(-1)) this.#segments.push(segment);
    return index;
  }

  read(index: number): StoredRecord {
    return this.#segmentOf(index).read(index);
  }

  arrivalMsOf(index: number): number {
    return this.#segmentOf(index).arrivalMsOf(index);
  }

  /** Returns the index of the first record that arrived at or after this time, or `endIndex` if none did. */
  firstArrivedSince(atMs: number): number {
    return lowerBound(this.#trimHorizon, this.endIndex, (index) => this.arrivalMsOf(index) < atMs);
  }

  /** Forgets the records that arrived before this time. */
  trim(beforeMs: number): void {
    const oldest = this.#trimHorizon;
    if (oldest === this.endIndex || this.arrivalMsOf(oldest) >= beforeMs) return;
    this.#trimHorizon = this.firstArrivedSince(beforeMs);
    // The newest segment stays, even when all of it is old, because it alone says which index comes next.
    while (this.#segments.length > 1 && (this.#segments[0]?.endIndex ?? 0) <= this.#trimHorizon) {
      const segment = this.#segments.shift();
      if (segment) this.#files?.delete(segment);
    }
  }

  close(): void {
    this.#files?.close();
  }

  #segmentFor(keyBytes: number, dataBytes: number): Segment {
    const newest = this.#segments.at(-1);
    return newest?.fits(keyBytes, dataBytes)
      ? newest
      : Segment.withRoomFor(this.endIndex, keyBytes, dataBytes);
  }

  #segmentOf(index: number): Segment {
    const segment = this.#segments.findLast(({ firstIndex }) => firstIndex <= index);
    if (!segment) throw new RangeError(`record ${index} is before the trim horizon`);
    return segment;
  }
}
