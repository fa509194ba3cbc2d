// Splits, merges and scales shards while likes flow, as an operator or an autoscaler would.

import {
  DescribeStreamSummaryCommand,
  type KinesisClient,
  ListShardsCommand,
  MergeShardsCommand,
  type Shard,
  SplitShardCommand,
  UpdateShardCountCommand,
} from '@aws-sdk/client-kinesis';
import type { Journal } from './journal.ts';

const LEAST_SHARDS = 2;
const MOST_SHARDS = 6;
/** Kinesis allows 10 in 24 hours. source: Kinesis API, UpdateShardCount */
const MOST_SCALINGS = 9;

export interface ResharderOptions {
  readonly kinesis: KinesisClient;
  readonly streamName: string;
  readonly random: () => number;
  readonly journal: Journal;
}

/** Returns a function that reshards once, in one of three ways. */
export function makeResharder({
  kinesis,
  streamName,
  random,
  journal,
}: ResharderOptions): () => Promise<void> {
  const StreamName = streamName;
  let scalings = 0;
  const oneOf = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;

  async function scale(): Promise<string> {
    const summary = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }));
    const open = summary.StreamDescriptionSummary?.OpenShardCount ?? LEAST_SHARDS;
    const down = open === MOST_SHARDS || (open > LEAST_SHARDS && random() < 0.5);
    const step = 1 + Math.floor((random() * open) / 2);
    const target = Math.max(LEAST_SHARDS, Math.min(MOST_SHARDS, down ? open - step : open + step));
    await kinesis.send(
      new UpdateShardCountCommand({ StreamName, TargetShardCount: target, ScalingType: 'UNIFORM_SCALING' }),
    );
    scalings += 1;
    return `UpdateShardCount from ${open} to ${target}`;
  }

  async function split(open: readonly Shard[]): Promise<string> {
    const { ShardId, HashKeyRange } = oneOf(open);
    const start = BigInt(HashKeyRange?.StartingHashKey ?? 0);
    const end = BigInt(HashKeyRange?.EndingHashKey ?? 0);
    const NewStartingHashKey = String((start + end) / 2n);
    await kinesis.send(new SplitShardCommand({ StreamName, ShardToSplit: ShardId, NewStartingHashKey }));
    return `SplitShard ${ShardId}`;
  }

  async function merge(open: readonly Shard[]): Promise<string> {
    const sorted = open.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
    const at = Math.floor(random() * (sorted.length - 1));
    const [ShardToMerge, AdjacentShardToMerge] = [sorted[at]?.ShardId, sorted[at + 1]?.ShardId];
    await kinesis.send(new MergeShardsCommand({ StreamName, ShardToMerge, AdjacentShardToMerge }));
    return `MergeShards ${ShardToMerge} and ${AdjacentShardToMerge}`;
  }

  return async () => {
    let done: string;
    if (scalings < MOST_SCALINGS && random() < 1 / 3) done = await scale();
    else {
      const open = await listOpenShards(kinesis, streamName);
      const mayMerge = open.length > LEAST_SHARDS;
      done =
        mayMerge && (open.length >= MOST_SHARDS || random() < 0.5) ? await merge(open) : await split(open);
    }
    journal.events.count(done.replace(/ .*/, ''));
    journal.note(done);
  };
}

const startOf = ({ HashKeyRange }: Shard) => BigInt(HashKeyRange?.StartingHashKey ?? 0);

async function listOpenShards(kinesis: KinesisClient, StreamName: string): Promise<Shard[]> {
  const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName }));
  return Shards.filter(({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber === undefined);
}
