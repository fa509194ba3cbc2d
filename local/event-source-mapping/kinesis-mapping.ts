// An event source mapping from a stream has one reader per shard. It reads a child shard only after the child's parents are
// processed to their end.

import { type KinesisClient, ListShardsCommand, type Shard } from '@aws-sdk/client-kinesis';
import type { Invoke } from '../lambda/invoke-result.ts';
import type { CheckpointStore } from './checkpoints.ts';
import { type Clock, realClock } from './clock.ts';
import { waitPatiently } from './close-patience.ts';
import type { GivenUp } from './invocation-record.ts';
import type { KinesisSettings } from './kinesis-settings.ts';
import { makeShardRecords } from './shard-records.ts';
import { readShard } from './shard-reader.ts';

/** How often the mapping looks for new shards. */
const DISCOVERY_INTERVAL_MS = 2_000;
/** How long to wait after the stream itself has failed. */
const STREAM_RETRY_MS = 500;
const CLOSE_PATIENCE_MS = 1_000;

export interface KinesisMappingOptions {
  readonly streamName: string;
  readonly streamArn: string;
  readonly client: KinesisClient;
  readonly invoke: Invoke;
  readonly settings: KinesisSettings;
  readonly checkpoints: CheckpointStore;
  /** Is told with each batch how long its last record has waited. */
  readonly onInvoke?: (lastRecordAgeMs: number) => void;
  /** Called before records are given up. They are given up once it has resolved. */
  readonly onGivenUp?: (givenUp: GivenUp) => Promise<void>;
  /** By which records are old. The default is the clock. */
  readonly now?: () => number;
  readonly clock?: Clock;
  readonly log: (line: string) => void;
}

export interface KinesisMapping {
  /** Waits for the invocations in flight: to their end if it is patient, or else for a second. */
  close(how?: { readonly patient: boolean }): Promise<void>;
}

export function startKinesisMapping(options: KinesisMappingOptions): KinesisMapping {
  const { streamName, client, checkpoints, settings, clock = realClock, log } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const readers = new Map<string, Promise<void>>();
  let wake = new AbortController();

  async function startReaders(): Promise<void> {
    const shards = await listShards(client, streamName, signal);
    for (const { ShardId: shardId = '' } of readableShards(shards, checkpoints)) {
      if (!readers.has(shardId)) readers.set(shardId, keepReading(shardId));
    }
  }

  async function keepReading(shardId: string): Promise<void> {
    await retryUntilDone(`shard ${shardId}`, () => {
      const after = checkpoints.load(shardId)?.sequenceNumber;
      const { startingPosition } = settings;
      const records = makeShardRecords({ client, streamName, shardId, after, startingPosition });
      const { onGivenUp = async () => {}, onInvoke = () => {}, now = () => clock.now() } = options;
      return readShard({ ...options, shardId, records, onGivenUp, onInvoke, now, clock, signal });
    });
    wake.abort();
  }

  async function discover(): Promise<void> {
    while (!signal.aborted) {
      wake = new AbortController();
      await retryUntilDone(`stream ${streamName}`, startReaders);
      await clock.wait(DISCOVERY_INTERVAL_MS, AbortSignal.any([signal, wake.signal]));
    }
  }

  /** Repeats a task until it succeeds or the mapping is closed. The stream or the on-failure destination may not answer. */
  async function retryUntilDone(what: string, task: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      try {
        return await task();
      } catch (error) {
        if (signal.aborted) return;
        log(`event source mapping: ${what}: ${String(error)}`);
        await clock.wait(STREAM_RETRY_MS, signal);
      }
    }
  }

  const discovering = discover();
  return {
    async close({ patient } = { patient: false }) {
      closing.abort();
      const work = Promise.all([discovering, ...readers.values()]);
      await (patient ? work : waitPatiently(work, CLOSE_PATIENCE_MS));
    },
  };
}

/** Returns the shards that may be read now: they are not processed to their end, and no parent of theirs is still to be read. */
export function readableShards(shards: readonly Shard[], checkpoints: CheckpointStore): Shard[] {
  const unfinished = new Set(
    shards.map(({ ShardId = '' }) => ShardId).filter((shardId) => !checkpoints.load(shardId)?.ended),
  );
  return shards.filter(
    ({ ShardId = '', ParentShardId = '', AdjacentParentShardId = '' }) =>
      unfinished.has(ShardId) && !unfinished.has(ParentShardId) && !unfinished.has(AdjacentParentShardId),
  );
}

async function listShards(client: KinesisClient, StreamName: string, signal: AbortSignal): Promise<Shard[]> {
  const shards: Shard[] = [];
  let NextToken: string | undefined;
  do {
    const command = new ListShardsCommand(NextToken ? { NextToken } : { StreamName });
    const page = await client.send(command, { abortSignal: signal });
    shards.push(...(page.Shards ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return shards;
}
