// Reads one shard for an event source mapping. It gathers a batch, invokes the function, and then goes on, tries again or cuts
// the batch. There is one invocation at a time, in order.

import type { _Record } from '@aws-sdk/client-kinesis';
import type { Invoke } from '../lambda/invoke-result.ts';
import { type Pieces, piecesAfterDone, piecesAfterFailure, readOutcome } from './kinesis-after-invocation.ts';
import type { CheckpointStore } from './checkpoints.ts';
import type { Clock } from './clock.ts';
import { estimateRecordBytes, makeKinesisEvent } from './kinesis-event.ts';
import { countForBatch, isFull } from './next-batch.ts';
import type { KinesisSettings } from './kinesis-settings.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { ShardRecords } from './shard-records.ts';

/** Lambda polls a shard once a second (source: Lambda guide). The local cloud polls four times, and a shard allows five. */
const POLL_INTERVAL_MS = 250;

/** Describes records that are given up, for the on-failure destination. It says where they are, but not what they hold. */
export interface GivenUp {
  readonly shardId: string;
  readonly condition: 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly batchSize: number;
}

export interface ShardReaderOptions {
  readonly shardId: string;
  readonly streamArn: string;
  readonly records: ShardRecords;
  readonly invoke: Invoke;
  readonly settings: KinesisSettings;
  readonly checkpoints: CheckpointStore;
  readonly onInvoke: (lastRecordAgeMs: number) => void;
  readonly onGivenUp: (givenUp: GivenUp) => Promise<void>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Resolves when the shard is processed to its end, or when the signal is aborted and nothing is in flight. */
export async function readShard(options: ShardReaderOptions): Promise<void> {
  const { shardId, settings, checkpoints, clock, signal } = options;
  const buffer: _Record[] = [];
  let pieces: Pieces = [];
  let failures = 0;
  let ended = false;

  while (!signal.aborted) {
    if (pieces.length === 0 && !ended) ended = (await gather(options, buffer)) === 'end';
    if (signal.aborted) return;
    if (buffer.length === 0) {
      if (!ended) continue;
      checkpoints.save(shardId, { ...checkpoints.load(shardId), sequenceNumber: undefined, ended: true });
      return;
    }
    const batch = buffer.slice(
      0,
      pieces[0] ?? countForBatch(buffer, settings.batchSize, estimateRecordBytes),
    );
    const outcome = await invokeWith(options, batch);
    if (outcome.type === 'done' && outcome.count > 0) {
      finish(outcome.count);
      pieces = piecesAfterDone(pieces, batch.length, outcome.count);
      failures = 0;
      if (outcome.count === batch.length) continue;
    } else if (outcome.type === 'failed') {
      const cut = piecesAfterFailure(pieces, batch.length, settings.bisect);
      // A batch that can be cut further is cut and not given up, and a cut does not count as a retry. source: Lambda guide,
      // Kinesis error handling
      if (cut === pieces) failures += 1;
      const condition = cut === pieces ? giveUpCondition(settings, batch, failures, clock.now()) : undefined;
      pieces = cut;
      if (condition) {
        await options.onGivenUp(describeBatch(shardId, condition, batch));
        finish(batch.length);
        pieces = piecesAfterDone(pieces, batch.length, batch.length);
        failures = 0;
        continue;
      }
    }
    await clock.wait(retryDelayMs(failures), signal);
  }

  function finish(count: number) {
    checkpoints.save(shardId, { sequenceNumber: buffer[count - 1]?.SequenceNumber, ended: false });
    buffer.splice(0, count);
  }
}

/** Reads until the batch is full or its window is over. The window opens with the first record. */
async function gather(options: ShardReaderOptions, buffer: _Record[]): Promise<'batch' | 'end'> {
  const { records, settings, clock, signal } = options;
  let opened = buffer.length > 0 ? clock.now() : undefined;
  while (!signal.aborted && !isFull(buffer, settings.batchSize, estimateRecordBytes)) {
    const read = await records.read(signal);
    if (read === 'end') return 'end';
    buffer.push(...read);
    if (buffer.length > 0) opened ??= clock.now();
    if (isFull(buffer, settings.batchSize, estimateRecordBytes)) break;
    const left =
      opened === undefined ? POLL_INTERVAL_MS : opened + settings.batchWindowSeconds * 1_000 - clock.now();
    if (left <= 0) break;
    await clock.wait(Math.min(left, POLL_INTERVAL_MS), signal);
  }
  return 'batch';
}

async function invokeWith(
  { shardId, streamArn, invoke, onInvoke, settings, clock }: ShardReaderOptions,
  batch: readonly _Record[],
) {
  const nowMs = clock.now();
  onInvoke(Math.max(0, nowMs - (batch.at(-1)?.ApproximateArrivalTimestamp?.getTime() ?? nowMs)));
  const result = await invoke(makeKinesisEvent(batch, shardId, streamArn));
  const sequenceNumbers = batch.map(({ SequenceNumber }) => SequenceNumber ?? '');
  return readOutcome(result, sequenceNumbers, settings.reportsItemFailures);
}

function giveUpCondition(
  { maxRetryAttempts, maxRecordAgeSeconds }: KinesisSettings,
  [oldest]: readonly _Record[],
  failures: number,
  nowMs: number,
): GivenUp['condition'] | undefined {
  if (maxRetryAttempts !== -1 && failures > maxRetryAttempts) return 'RetryAttemptsExhausted';
  const ageMs = nowMs - (oldest?.ApproximateArrivalTimestamp?.getTime() ?? nowMs);
  return maxRecordAgeSeconds !== -1 && ageMs > maxRecordAgeSeconds * 1_000
    ? 'MaximumRecordAgeExceeded'
    : undefined;
}

function describeBatch(shardId: string, condition: GivenUp['condition'], batch: readonly _Record[]): GivenUp {
  return {
    shardId,
    condition,
    startSequenceNumber: batch[0]?.SequenceNumber ?? '',
    endSequenceNumber: batch.at(-1)?.SequenceNumber ?? '',
    batchSize: batch.length,
  };
}
