// One function for each thing that the tests do with a stream.

import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { type GetShardIteratorCommandInput, Kinesis, type _Record } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { expect } from 'vitest';

export const MAX_HASH_KEY = 2n ** 128n - 1n;

/** Matches an error of this name. */
export const named = (name: string) => expect.objectContaining({ name });

/** The two names of errors for wrong input. AWS does not document for every field which one it uses. */
export const REFUSED = expect.objectContaining({
  name: expect.stringMatching(/^(InvalidArgument|Validation)Exception$/) as string,
});

/** A client that gets every refusal, because it tries nothing again. */
export const makeKinesis = (endpoint: string) =>
  new Kinesis({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  });

/** Makes a stream and waits until it is active. */
export async function createStream(kinesis: Kinesis, ShardCount = 1): Promise<string> {
  const StreamName = `stream-${randomUUID()}`;
  await kinesis.createStream({ StreamName, ShardCount });
  await untilActive(kinesis, StreamName);
  return StreamName;
}

/** Waits until the stream is active, because the mock answers before it is done. */
export async function untilActive(kinesis: Kinesis, StreamName: string): Promise<void> {
  for (;;) {
    const { StreamDescriptionSummary } = await kinesis.describeStreamSummary({ StreamName });
    if (StreamDescriptionSummary?.StreamStatus === 'ACTIVE') return;
    await setTimeout(1);
  }
}

export async function shardsOf(kinesis: Kinesis, StreamName: string) {
  const { Shards = [] } = await kinesis.listShards({ StreamName });
  return Shards.map((shard) => ({
    id: shard.ShardId ?? '',
    start: BigInt(shard.HashKeyRange?.StartingHashKey ?? -1),
    end: BigInt(shard.HashKeyRange?.EndingHashKey ?? -1),
    parents: [shard.ParentShardId, shard.AdjacentParentShardId].filter((id) => id !== undefined),
    firstSequenceNumber: BigInt(shard.SequenceNumberRange?.StartingSequenceNumber ?? -1),
    isOpen: shard.SequenceNumberRange?.EndingSequenceNumber === undefined,
  }));
}

export async function openShardsOf(kinesis: Kinesis, StreamName: string) {
  const shards = await shardsOf(kinesis, StreamName);
  return shards.filter(({ isOpen }) => isOpen).sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** Puts a text into the shard that has this hash key. */
export async function put(kinesis: Kinesis, StreamName: string, text: string, hashKey = 0n) {
  const { ShardId = '', SequenceNumber = '' } = await kinesis.putRecord({
    StreamName,
    PartitionKey: 'key',
    Data: Buffer.from(text),
    ExplicitHashKey: String(hashKey),
  });
  return { shardId: ShardId, sequenceNumber: SequenceNumber };
}

export const textsOf = (records: readonly _Record[] | undefined) =>
  records?.map(({ Data }) => Buffer.from(Data ?? []).toString());

type Position = Omit<GetShardIteratorCommandInput, 'StreamName' | 'ShardId'>;
export const TRIM_HORIZON: Position = { ShardIteratorType: 'TRIM_HORIZON' };

export async function iteratorAt(
  kinesis: Kinesis,
  StreamName: string,
  ShardId: string,
  position = TRIM_HORIZON,
): Promise<string> {
  const { ShardIterator } = await kinesis.getShardIterator({ StreamName, ShardId, ...position });
  if (ShardIterator === undefined) throw new Error(`no iterator for ${ShardId}`);
  return ShardIterator;
}

/** Returns the first GetRecords from a position. */
export async function readAt(kinesis: Kinesis, StreamName: string, ShardId: string, position = TRIM_HORIZON) {
  return kinesis.getRecords({ ShardIterator: await iteratorAt(kinesis, StreamName, ShardId, position) });
}
