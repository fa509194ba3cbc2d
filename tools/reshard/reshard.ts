// Brings a stream to a number of shards, call by call, while records flow.

import {
  DescribeStreamSummaryCommand,
  type KinesisClient,
  LimitExceededException,
  ResourceInUseException,
  UpdateShardCountCommand,
} from '@aws-sdk/client-kinesis';
import { stepsBetween } from './steps.ts';

const POLL_INTERVAL_MS = 2_000;
const PROGRESS_INTERVAL_MS = 10_000;

/** Thrown when a limit keeps the stream where it is: the calls of a day, or the shards of the account. */
export class ReshardLimitError extends Error {
  override readonly name = 'ReshardLimitError';
}

export interface StreamSummary {
  readonly status: string;
  readonly mode: string;
  readonly shards: number;
  readonly retentionHours: number;
}

export interface ReshardPorts {
  readonly kinesis: KinesisClient;
  readonly say: (line: string) => void;
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export async function readSummary(kinesis: KinesisClient, StreamName: string): Promise<StreamSummary> {
  const { StreamDescriptionSummary: it } = await kinesis.send(
    new DescribeStreamSummaryCommand({ StreamName }),
  );
  return {
    status: it?.StreamStatus ?? 'unknown',
    mode: it?.StreamModeDetails?.StreamMode ?? 'PROVISIONED',
    shards: it?.OpenShardCount ?? 0,
    retentionHours: it?.RetentionPeriodHours ?? 0,
  };
}

/**
 * Resolves when the stream is active with so many shards. Rejects with a ReshardLimitError when a limit is reached, and with an
 * AbortError when the signal ends a wait. In both cases the same change goes on from where it is.
 */
export async function reshard(
  ports: ReshardPorts,
  streamName: string,
  to: number,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const { shards } = await untilActive(ports, streamName, signal);
    const [next] = stepsBetween(shards, to);
    if (next === undefined) return;
    ports.say(`${shards} -> ${next} shards`);
    await update(ports.kinesis, streamName, next, shards);
  }
}

async function update(
  kinesis: KinesisClient,
  StreamName: string,
  TargetShardCount: number,
  shards: number,
): Promise<void> {
  try {
    await kinesis.send(
      new UpdateShardCountCommand({ StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' }),
    );
  } catch (error) {
    // Somebody else has begun to change the stream. That is waited for.
    if (error instanceof ResourceInUseException) return;
    if (!(error instanceof LimitExceededException)) throw error;
    throw new ReshardLimitError(
      `the stream has ${shards} shards, and Kinesis refuses to go on: ${error.message} The same command goes on later.`,
      { cause: error },
    );
  }
}

async function untilActive(
  { kinesis, say, now, wait }: ReshardPorts,
  streamName: string,
  signal: AbortSignal,
): Promise<StreamSummary> {
  const startMs = now();
  let saidMs = startMs;
  for (;;) {
    const summary = await readSummary(kinesis, streamName);
    if (summary.status === 'ACTIVE') return summary;
    if (now() - saidMs >= PROGRESS_INTERVAL_MS) {
      saidMs = now();
      say(
        `...  ${summary.status}, ${summary.shards} open shards, ${Math.round((saidMs - startMs) / 1_000)} s`,
      );
    }
    await wait(POLL_INTERVAL_MS, signal);
  }
}
