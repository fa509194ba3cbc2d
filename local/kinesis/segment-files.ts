// A shard's segments on disk, one file each. A put is answered after write() returned, which puts the record in the
// operating system's hands: it survives the death of this process (SIGKILL), not the loss of power, as nothing calls
// fsync. A process killed while writing leaves at most one torn frame at the end of its last file, never acknowledged.

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

/** Thrown when a file is no shard's log, or records are missing between two: somebody else has touched the directory. */
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

  /** All segments in order. Throws BrokenShardLogError. */
  load(): Segment[] {
    const files = readdirSync(this.#directory)
      .filter((file) => file.endsWith(EXTENSION))
      .sort();
    const parsed = files.map((file) =>
      Segment.parse(Number.parseInt(file, 10), readFileSync(join(this.#directory, file))),
    );
    // The first frame of the last file may be torn; any other was followed by more.
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

  /** Writes the bytes `from`..`to` of a segment at their own place in its file. Throws what the system throws. */
  write(segment: Segment, from: number, to: number): void {
    const fd = this.#fileOf(segment, from);
    try {
      for (let position = from; position < to; )
        position += writeSync(fd, segment.bytes, position, to - position, position);
    } catch (error) {
      // A full disk may have taken a part, which a shorter frame in its place would leave behind it.
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

  /** Names that sort as their numbers do. */
  #pathOf({ firstIndex }: Segment) {
    return join(this.#directory, String(firstIndex).padStart(16, '0') + EXTENSION);
  }
}
