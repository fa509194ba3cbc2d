// Keeps a shard's segments on disk, one file each. A put is answered after write() has returned. The record then survives the
// death of this process (SIGKILL), but not a loss of power, because nothing calls fsync. A process that is killed while it
// writes leaves at most one torn frame at the end of its last file. That frame was never acknowledged.

import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Segment } from './segment.ts';

const EXTENSION = '.log';

/** Thrown when a file is not a shard's log, or when records are missing between two files. Another program did that. */
export class BrokenShardLogError extends Error {
  override readonly name = 'BrokenShardLogError';
}

export class SegmentFiles {
  readonly #directory: string;
  #open: { readonly segment: Segment; readonly fd: number } | undefined;

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  /** Returns all segments in order. Throws BrokenShardLogError. */
  load(): Segment[] {
    const files = readdirSync(this.#directory)
      .filter((file) => file.endsWith(EXTENSION))
      .sort();
    const parsed = files.map((file) =>
      Segment.parse(Number.parseInt(file, 10), readFileSync(join(this.#directory, file))),
    );
    // Only the last file may hold nothing but a torn frame. Every other file was complete before the next one began.
    const segments = parsed.filter((segment, position) => {
      const isEmpty = segment.endIndex === segment.firstIndex;
      if (isEmpty && position < parsed.length - 1)
        throw new BrokenShardLogError(`${this.#pathOf(segment)} holds no record that can be read`);
      return !isEmpty;
    });
    segments.forEach(({ firstIndex }, position) => {
      const expected = segments[position - 1]?.endIndex;
      if (expected !== undefined && expected !== firstIndex)
        throw new BrokenShardLogError(
          `${this.#directory} holds no records from ${expected} to ${firstIndex - 1}`,
        );
    });
    return segments;
  }

  /** Writes the bytes `from`..`to` of a segment at their own place in its file. Throws the system's error. */
  write(segment: Segment, from: number, to: number): void {
    const fd = this.#fileOf(segment, from);
    try {
      for (let position = from; position < to; )
        position += writeSync(fd, segment.bytes, position, to - position, position);
    } catch (error) {
      // A full disk may have taken a part of the frame. A shorter frame in its place would not overwrite all of that part.
      ftruncateSync(fd, from);
      throw error;
    }
  }

  delete(segment: Segment): void {
    rmSync(this.#pathOf(segment), { force: true });
  }

  close(): void {
    if (this.#open) closeSync(this.#open.fd);
    this.#open = undefined;
  }

  #fileOf(segment: Segment, from: number): number {
    if (this.#open?.segment !== segment) {
      this.close();
      // 'w' replaces a file that held nothing but a torn first frame.
      this.#open = { segment, fd: openSync(this.#pathOf(segment), from === 0 ? 'w' : 'r+', 0o600) };
    }
    return this.#open.fd;
  }

  /** The names of the files sort as their numbers do. */
  #pathOf({ firstIndex }: Segment) {
    return join(this.#directory, String(firstIndex).padStart(16, '0') + EXTENSION);
  }
}
