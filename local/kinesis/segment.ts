// Holds a run of a shard's records as one block of bytes, the same in memory as on disk. A million records are a million
// frames in it, and not a million objects for the garbage collector.

export interface StoredRecord {
  readonly arrivalMs: number;
  readonly partitionKey: string;
  readonly data: Buffer;
}

/** A frame begins with the length of its rest (4 bytes), its arrival in milliseconds (8), and the length of its key (2). */
const LENGTH_BYTES = 4;
const KEY_OFFSET = LENGTH_BYTES + 8 + 2;
const SEGMENT_BYTES = 4 * 1024 * 1024;

const frameBytesOf = (keyBytes: number, dataBytes: number) => KEY_OFFSET + keyBytes + dataBytes;

export class Segment {
  readonly firstIndex: number;
  readonly bytes: Buffer;
  readonly #offsets: number[];
  #writtenBytes: number;

  private constructor(firstIndex: number, bytes: Buffer, offsets: number[] = []) {
    this.firstIndex = firstIndex;
    this.bytes = bytes;
    this.#offsets = offsets;
    this.#writtenBytes = offsets.length === 0 ? 0 : bytes.length;
  }

  /** Returns an empty segment with room for at least one record of these sizes. */
  static withRoomFor(firstIndex: number, keyBytes: number, dataBytes: number): Segment {
    const bytes = Buffer.allocUnsafeSlow(Math.max(SEGMENT_BYTES, frameBytesOf(keyBytes, dataBytes)));
    return new Segment(firstIndex, bytes);
  }

  /** Returns the segment that a file holds, up to the first torn frame. It has no room for more records. */
  static parse(firstIndex: number, file: Buffer): Segment {
    const offsets: number[] = [];
    let end = 0;
    while (end + KEY_OFFSET <= file.length) {
      const nextEnd = end + LENGTH_BYTES + file.readUInt32LE(end);
      if (nextEnd < end + KEY_OFFSET || nextEnd > file.length) break;
      offsets.push(end);
      end = nextEnd;
    }
    return new Segment(firstIndex, file.subarray(0, end), offsets);
  }

  /** The index after the last record. */
  get endIndex() {
    return this.firstIndex + this.#offsets.length;
  }

  get lastArrivalMs() {
    return this.#offsets.length === 0 ? Number.NEGATIVE_INFINITY : this.arrivalMsOf(this.endIndex - 1);
  }

  fits(keyBytes: number, dataBytes: number) {
    return this.#writtenBytes + frameBytesOf(keyBytes, dataBytes) <= this.bytes.length;
  }

  /** Adds a record once `write` has stored the bytes of its frame. If `write` throws, the segment stays as it was. */
  append(record: StoredRecord, keyBytes: number, write: (from: number, to: number) => void): void {
    const { arrivalMs, partitionKey, data } = record;
    const offset = this.#writtenBytes;
    const end = offset + frameBytesOf(keyBytes, data.length);
    this.bytes.writeUInt32LE(end - offset - LENGTH_BYTES, offset);
    this.bytes.writeDoubleLE(arrivalMs, offset + LENGTH_BYTES);
    this.bytes.writeUInt16LE(keyBytes, offset + KEY_OFFSET - 2);
    this.bytes.write(partitionKey, offset + KEY_OFFSET);
    data.copy(this.bytes, offset + KEY_OFFSET + keyBytes);
    write(offset, end);
    this.#offsets.push(offset);
    this.#writtenBytes = end;
  }

  arrivalMsOf(index: number) {
    return this.bytes.readDoubleLE(this.#offsetOf(index) + LENGTH_BYTES);
  }

  read(index: number): StoredRecord {
    const offset = this.#offsetOf(index);
    const keyStart = offset + KEY_OFFSET;
    const dataStart = keyStart + this.bytes.readUInt16LE(keyStart - 2);
    return {
      arrivalMs: this.bytes.readDoubleLE(offset + LENGTH_BYTES),
      partitionKey: this.bytes.toString('utf8', keyStart, dataStart),
      data: this.bytes.subarray(dataStart, offset + LENGTH_BYTES + this.bytes.readUInt32LE(offset)),
    };
  }

  #offsetOf(index: number) {
    const offset = this.#offsets[index - this.firstIndex];
    if (offset === undefined) throw new RangeError(`record ${index} is not in the segment`);
    return offset;
  }
}
