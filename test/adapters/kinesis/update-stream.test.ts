import { expect, onTestFinished, test } from 'vitest';
import { makeSdkPuts } from '../../../adapters/kinesis/sdk-puts.ts';
import { makeUpdateStream } from '../../../adapters/kinesis/update-stream.ts';
import type { CountUpdate } from '../../../core/counters/count-update.ts';
import { decodeUpdates } from '../../../core/counters/update-record.ts';
import { startKinesisServer } from '../../../local/kinesis/server.ts';
import { AWS_SHARD_LIMITS } from '../../../local/kinesis/shard-limits.ts';
import { createStream, makeKinesis } from '../../local/kinesis/test-stream.ts';

const updateOf = (key: string): CountUpdate => ({
  key,
  whole: { count: 1, commits: 1 },
  asOfMs: 0,
});

async function start({ writeRecordsPerSecond = 1_000, hasTime = (): boolean => true, rootSlots = 4 } = {}) {
  let nowMs = 0;
  const server = await startKinesisServer({
    limits: { ...AWS_SHARD_LIMITS, writeRecordsPerSecond },
    // Each look at the clock is a tenth of a second later, so what is throttled now is taken soon.
    now: () => (nowMs += 100),
  });
  onTestFinished(() => server.close());
  const kinesis = makeKinesis(server.url);
  onTestFinished(() => kinesis.destroy());
  const StreamName = await createStream(kinesis);
  const updates = makeUpdateStream({
    puts: makeSdkPuts(kinesis),
    streamName: StreamName,
    rootSlots,
    hasTime,
  });
  const readAll = async () => {
    const at = { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } as const;
    const { ShardIterator } = await kinesis.getShardIterator(at);
    const { Records = [] } = await kinesis.getRecords({ ShardIterator });
    return Records.map(({ PartitionKey, Data }) => ({
      key: PartitionKey,
      updates: decodeUpdates(Data ?? new Uint8Array()),
    }));
  };
  return { updates, readAll };
}

test('publishing fails when the stream throttles for longer than there is time', async () => {
  const { updates } = await start({ writeRecordsPerSecond: 1, hasTime: () => false });
  const many = Array.from({ length: 40 }, (_, index) => updateOf(`post-${index}`));
  await expect(updates.publish(many)).rejects.toThrow('throttled the updates for too long');
});

test('updates that were throttled are put again, and only those', async () => {
  const { updates, readAll } = await start({ writeRecordsPerSecond: 2 });
  await updates.publish(Array.from({ length: 40 }, (_, index) => updateOf(`post-${index}`)));
  const records = await readAll();
  expect(new Set(records.map(({ key }) => key))).toEqual(new Set(['root-0', 'root-1', 'root-2', 'root-3']));
  expect(records.flatMap((record) => record.updates ?? [])).toHaveLength(40);
});

test('a slot with very many updates takes several records', async () => {
  const { updates, readAll } = await start({ rootSlots: 1 });
  await updates.publish(Array.from({ length: 2_500 }, (_, index) => updateOf(`post-${index}`)));
  expect((await readAll()).map((record) => record.updates?.length)).toEqual([1_000, 1_000, 500]);
});

test('nothing is put where nothing has changed', async () => {
  const { updates, readAll } = await start();
  await updates.publish([]);
  expect(await readAll()).toEqual([]);
});
