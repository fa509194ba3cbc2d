// Reads the rows of a file of votes, and accounts for each of its bytes and lines.

import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import { UsageError } from '../command-line/usage-error.ts';
import { trimField } from './check-names.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** What became of the lines of a file. They add up when no line was lost on the way. */
export interface FileLines {
  /** Counted in the bytes of the file, without regard to its rows. */
  readonly read: number;
  readonly used: number;
  readonly header: number;
  readonly blank: number;
}

export const linesAddUp = ({ read, used, header, blank }: FileLines): boolean =>
  read === used + header + blank;

export interface VoteRow {
  /** Without spaces around them. */
  readonly fields: readonly string[];
  /** The number of its first line, from 1. */
  readonly line: number;
  /** How many lines it takes; a quoted field may have several. */
  readonly lines: number;
}

/** Rejects with a UsageError when the file cannot be read or has bytes that are not UTF-8. */
export async function readVoteBytes(file: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`${file}: ${code === 'ENOENT' ? 'no such file' : `cannot be read (${code})`}`, {
      cause,
    });
  }
  if (!isUtf8(bytes)) throw new UsageError(`${file}, line ${findLineNotUtf8(bytes)}: this is not UTF-8`);
  return bytes;
}

/** Yields every row, the header and blank rows included. Rejects with a UsageError when quotes or columns are wrong. */
export async function* readVoteRows(file: string, bytes: Buffer, delimiter: string): AsyncGenerator<VoteRow> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, delimiter });
  parser.end(bytes);
  let start = 0;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      const lines = countLines(bytes.subarray(start, info.bytes));
      yield { fields: record.map(trimField), line, lines };
      start = info.bytes;
      line += lines;
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

interface ParsedRow {
  readonly record: string[];
  /** `bytes` is the end of the row in the file. */
  readonly info: { readonly bytes: number };
}

/** Counts LF, CRLF and CR as ends of lines. A last line may lack its end. */
export function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[index + 1] !== LINE_FEED)) lines++;
  }
  const last = bytes.at(-1);
  return last === undefined || last === LINE_FEED || last === CARRIAGE_RETURN ? lines : lines + 1;
}

function findLineNotUtf8(bytes: Buffer): number {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) return countLines(bytes.subarray(0, start)) + 1;
    start = end + 1;
  }
}
