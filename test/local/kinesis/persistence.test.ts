// A data directory keeps everything that was acknowledged, over a restart and over a kill.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BrokenStreamStateError, STREAM_STATE_FILE } from '../../../local/kinesis/stream-state.ts';
import { type ServerInTime, startServerInTime } from './server-in-time.ts';
import { createStream, makeKinesis, named, put, readAt, shardsOf, textsOf } from './test-stream.ts';

const id = (shardNumber: number) => `shardId-${String(shardNumber).padStart(12, '0')}`;

let dataDir: string;
let world: ServerInTime;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kinesis-'));
  world = await startServerInTime({ dataDir });
});
afterEach(async () => {
  await world.close();
  await rm(dataDir, { recursive: true });
});

async function restart() {
  await world.close();
  world = await startServerInTime({ dataDir }, world.now());
}

test('streams, records, shards and settings are there after a restart', async () => {
  const StreamName = await createStream(world.kinesis, 2);
  await put(world.kinesis, StreamName, 'a');
  await world.kinesis.increaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 72 });
  await world.kinesis.mergeShards({ StreamName, ShardToMerge: id(0), AdjacentShardToMerge: id(1) });
  await put(world.kinesis, StreamName, 'b');
  const before = await world.kinesis.describeStream({ StreamName });
  const records = await Promise.all([0, 1, 2].map((shard) => readAt(world.kinesis, StreamName, id(shard))));

  await restart();
  const after = await world.kinesis.describeStream({ StreamName });
  expect(after.StreamDescription).toEqual(before.StreamDescription);
  for (const [shard, { Records }] of records.entries())
    expect((await readAt(world.kinesis, StreamName, id(shard))).Records).toEqual(Records);
  expect(textsOf(records[2]?.Records)).toEqual(['b']);
});

test('a directory with a malformed stream is an error that names it', async () => {
  await createStream(world.kinesis, 1);
  await world.close();
  const files = await readdir(dataDir, { recursive: true });
  const state = join(dataDir, files.find((file) => file.endsWith(STREAM_STATE_FILE)) ?? '');
  const kept = await readFile(state);
  for (const text of [
    'malformed',
    'null',
    '[]',
    '{"name":"s"}',
    String(kept).replace('"shards":[{', '"shards":[{},{'),
  ]) {
    await writeFile(state, text);
    await expect(startServerInTime({ dataDir })).rejects.toThrow(BrokenStreamStateError);
    await expect(startServerInTime({ dataDir })).rejects.toThrow(state);
  }
  await writeFile(state, kept);
  await restart();
});

test('sequence numbers rise over restarts and reshards', async () => {
  const StreamName = await createStream(world.kinesis);
  const sequenceNumbers: bigint[] = [];
  for (let round = 0; round < 4; round++) {
    for (let count = 0; count < 2; count++)
      sequenceNumbers.push(BigInt((await put(world.kinesis, StreamName, 'x')).sequenceNumber));
    const open = (await shardsOf(world.kinesis, StreamName)).filter((shard) => shard.isOpen);
    await restart();
    const ShardToSplit = open.find(({ start }) => start === 0n)?.id;
    const NewStartingHashKey = String(1_000_000 - 10 * round);
    await world.kinesis.splitShard({ StreamName, ShardToSplit, NewStartingHashKey });
    await restart();
  }
  expect(sequenceNumbers).toEqual(sequenceNumbers.toSorted((a, b) => (a < b ? -1 : 1)));
  expect(new Set(sequenceNumbers).size).toBe(8);
});

test('a reader goes on after the record that it read before the restart', async () => {
  const streamName = await createStream(world.kinesis);
  await put(world.kinesis, streamName, 'a');
  const { sequenceNumber } = await put(world.kinesis, streamName, 'b');
  await restart();
  await put(world.kinesis, streamName, 'c');
  const position = {
    ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
    StartingSequenceNumber: sequenceNumber,
  } as const;
  expect(textsOf((await readAt(world.kinesis, streamName, id(0), position)).Records)).toEqual(['c']);
});

test('a deleted stream leaves nothing behind', async () => {
  const StreamName = await createStream(world.kinesis);
  await put(world.kinesis, StreamName, 'a');
  await world.kinesis.deleteStream({ StreamName });
  expect(await readdir(dataDir)).toEqual([]);
  await restart();
  await expect(world.kinesis.describeStreamSummary({ StreamName })).rejects.toThrow(
    named('ResourceNotFoundException'),
  );
});

test('a stream whose name means something to a file system is a stream like any other', async () => {
  for (const StreamName of ['..', '.', 'Likes', 'likes']) {
    await world.kinesis.createStream({ StreamName, ShardCount: 1 });
    await put(world.kinesis, StreamName, StreamName);
  }
  // Some file systems ignore the case of a name.
  const directories = (await readdir(dataDir)).map((name) => name.toLowerCase());
  expect(new Set(directories).size).toBe(4);
  await restart();
  for (const StreamName of ['..', '.', 'Likes', 'likes'])
    expect(textsOf((await readAt(world.kinesis, StreamName, id(0))).Records)).toEqual([StreamName]);
});

test('records that are older than the retention leave the disk, even when nobody reads', async () => {
  const StreamName = await createStream(world.kinesis);
  for (let count = 0; count < 5; count++) {
    await world.kinesis.putRecord({ StreamName, PartitionKey: 'k', Data: Buffer.alloc(1024 * 1024 - 1) });
    world.pass(1_000);
  }
  const bytesBefore = await bytesIn(dataDir);
  world.pass(24 * 3_600_000);
  await put(world.kinesis, StreamName, 'new');
  expect(bytesBefore - (await bytesIn(dataDir))).toBeGreaterThan(3 * 1024 * 1024);
});

async function bytesIn(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('every put that was answered is there after a kill in the middle of many', async () => {
  const directory = join(dataDir, 'killed');
  const child = fork(fileURLToPath(new URL('./server-process.ts', import.meta.url)), [directory]);
  const [url] = (await once(child, 'message')) as [string];
  const kinesis = makeKinesis(url);
  const streamName = await createStream(kinesis);
  const answered: string[] = [];
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let count = 0; ; count++) {
      await put(kinesis, streamName, `${writer}-${count}`);
      answered.push(`${writer}-${count}`);
      if (answered.length === 300) child.kill('SIGKILL');
    }
  });
  const ends = await Promise.allSettled(writers);
  expect(ends.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'rejected'));
  kinesis.destroy();

  const survivor = await startServerInTime({ dataDir: directory }, Date.now());
  const kept = textsOf((await readAt(survivor.kinesis, streamName, id(0))).Records);
  await survivor.close();
  expect(kept).toEqual(expect.arrayContaining(answered));
  expect(new Set(kept).size).toBe(kept?.length);
});
