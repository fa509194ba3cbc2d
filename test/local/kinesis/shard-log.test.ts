// Properties of a shard's records, in memory and on disk.

import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrokenShardLogError, SegmentFiles } from '../../../local/kinesis/segment-files.ts';
import { ShardLog } from '../../../local/kinesis/shard-log.ts';

interface Put {
  readonly arrivalMs: number;
  readonly partitionKey: string;
  readonly data: Buffer;
}

const put: fc.Arbitrary<Put> = fc.record({
  arrivalMs: fc.integer({ min: 1, max: 1_000 }),
  partitionKey: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  data: fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
});
const puts = fc.array(put, { maxLength: 40 });
const MIB = 1024 * 1024;

let root: string;
let made = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'shard-log-'));
});
afterAll(() => rmSync(root, { recursive: true }));

const newDirectory = () => {
  const directory = join(root, String(made++));
  mkdirSync(directory);
  return directory;
};
const openLog = (directory: string) => new ShardLog(new SegmentFiles(directory));
const indexesOf = (log: ShardLog) =>
  Array.from({ length: log.endIndex - log.trimHorizon }, (_, offset) => log.trimHorizon + offset);
const recordsOf = (log: ShardLog) =>
  indexesOf(log).map((index) => {
    const { partitionKey, data } = log.read(index);
    return [partitionKey, data.toString('hex')];
  });
const contentOf = (puts: readonly Put[]) =>
  puts.map(({ partitionKey, data }) => [partitionKey, data.toString('hex')]);

function appendAll(log: ShardLog, puts: readonly Put[]) {
  for (const record of puts) expect(log.append(record)).toBe(log.endIndex - 1);
}

test('records are read in the order in which they were put, in memory and after the files are reopened', () => {
  fc.assert(
    fc.property(puts, puts, (before, after) => {
      const directory = newDirectory();
      const log = openLog(directory);
      appendAll(log, before);
      expect(recordsOf(log)).toEqual(contentOf(before));
      log.close();

      const reopened = openLog(directory);
      appendAll(reopened, after);
      expect(recordsOf(reopened)).toEqual(contentOf([...before, ...after]));
      reopened.close();
      expect(recordsOf(openLog(directory))).toEqual(contentOf([...before, ...after]));
    }),
    { numRuns: 50 },
  );
});

test('a file that is cut anywhere holds the records before the cut, and takes more after them', () => {
  const written = fc.array(put, { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(written, puts, fc.nat(), fc.nat(1_000), (before, after, place, beforeMs) => {
      const directory = newDirectory();
      const log = openLog(directory);
      appendAll(log, before);
      log.close();
      tear(directory, place);

      const torn = openLog(directory);
      const kept = recordsOf(torn);
      expect(kept.length).toBeLessThan(before.length);
      expect(kept).toEqual(contentOf(before.slice(0, kept.length)));
      appendAll(torn, after);
      expect(recordsOf(torn)).toEqual([...kept, ...contentOf(after)]);
      torn.trim(beforeMs);
      const untrimmed = recordsOf(torn);
      torn.close();
      expect(recordsOf(openLog(directory)).slice(-untrimmed.length || Infinity)).toEqual(untrimmed);
    }),
    { numRuns: 100 },
  );
});

function tear(directory: string, place: number) {
  const [file = ''] = readdirSync(directory);
  const path = join(directory, file);
  truncateSync(path, place % readFileSync(path).length);
}

test('zeros at the end of a file are not records', () => {
  const directory = newDirectory();
  const log = openLog(directory);
  log.append({ arrivalMs: 1, partitionKey: 'key', data: Buffer.from('x') });
  log.close();
  const [file = ''] = readdirSync(directory);
  appendFileSync(join(directory, file), Buffer.alloc(100));
  expect(openLog(directory).endIndex).toBe(2);
});

test('arrivals never go back, and a time finds the first record since then', () => {
  fc.assert(
    fc.property(puts, fc.integer({ min: 0, max: 1_001 }), (puts, sinceMs) => {
      const log = new ShardLog();
      appendAll(log, puts);
      const arrivals = indexesOf(log).map((index) => log.arrivalMsOf(index));
      expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
      const expected = arrivals.findIndex((arrivalMs) => arrivalMs >= sinceMs);
      const found = log.firstArrivedSince(sinceMs) - log.trimHorizon;
      expect(found).toBe(expected === -1 ? arrivals.length : expected);
    }),
  );
});

test('trimming forgets only the older records, and the indexes go on', () => {
  fc.assert(
    fc.property(puts, fc.integer({ min: 0, max: 1_001 }), put, (puts, beforeMs, next) => {
      const log = new ShardLog();
      appendAll(log, puts);
      const kept = indexesOf(log).filter((index) => log.arrivalMsOf(index) >= beforeMs);
      log.trim(beforeMs);
      expect(indexesOf(log)).toEqual(kept);
      expect(log.append(next)).toBe(puts.length + 1);
    }),
  );
});

test('records of many segments are read, and the files of trimmed ones are deleted', () => {
  const directory = newDirectory();
  const log = openLog(directory);
  const records = Array.from({ length: 14 }, (_, index) => ({
    arrivalMs: index + 1,
    partitionKey: 'key',
    data: Buffer.alloc(MIB - 3, index),
  }));
  appendAll(log, records);
  expect(recordsOf(log)).toEqual(contentOf(records));
  expect(readdirSync(directory).length).toBeGreaterThan(3);

  log.trim(14);
  expect(recordsOf(log)).toEqual(contentOf(records.slice(13)));
  expect(readdirSync(directory)).toHaveLength(1);
  log.trim(15);
  log.close();
  expect(openLog(directory).endIndex).toBe(15);
});

test('a log without one of its middle files is not opened', () => {
  const directory = newDirectory();
  for (let time = 0; time < 3; time++) {
    const log = openLog(directory);
    log.append({ arrivalMs: 1, partitionKey: 'key', data: Buffer.from('x') });
    log.close();
  }
  const [, middle = ''] = readdirSync(directory).sort();
  rmSync(join(directory, middle));
  expect(() => openLog(directory)).toThrow(BrokenShardLogError);
});

test.each(['first', 'middle'])(
  'a log whose %s file is malformed is not opened, because its records would be lost',
  (which) => {
    const directory = newDirectory();
    for (let time = 0; time < 3; time++) {
      const log = openLog(directory);
      log.append({ arrivalMs: 1, partitionKey: 'key', data: Buffer.from('x') });
      log.close();
    }
    const [first = '', middle = ''] = readdirSync(directory).sort();
    writeFileSync(join(directory, which === 'first' ? first : middle), 'malformed');
    expect(() => openLog(directory)).toThrow(BrokenShardLogError);
  },
);

test('a put that the disk refuses leaves the log as it was', () => {
  const directory = newDirectory();
  const log = openLog(directory);
  rmSync(directory, { recursive: true });
  const record = { arrivalMs: 1, partitionKey: 'key', data: Buffer.from('x') };
  expect(() => log.append(record)).toThrow('ENOENT');
  expect(log.endIndex).toBe(1);
  mkdirSync(directory);
  expect(log.append(record)).toBe(1);
  log.close();
  expect(recordsOf(openLog(directory))).toEqual(contentOf([record]));
});

test('other files in the directory are left alone', () => {
  const directory = newDirectory();
  writeFileSync(join(directory, 'notes.txt'), 'not a log');
  expect(openLog(directory).endIndex).toBe(1);
});
