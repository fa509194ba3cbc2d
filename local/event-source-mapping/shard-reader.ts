// Reads one shard for an event source mapping. It gathers a batch, invokes the function, and then goes on, tries again or cuts
// the batch. There is one invocation at a time, in order.

import type { _Record } from '@aws-sdk/client-kinesis';
import type { Invoke } from '../lambda/invoke-result.ts';
import type { GivenUp } from './invocation-record.ts';
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

export interface ShardReaderOptions {
  readonly shardId: string;
  readonly streamArn: string;
  readonly records: ShardRecords;
  readonly invoke: Invoke;
  readonly settings: KinesisSettings;
  readonly checkpoints: CheckpointStore;
  readonly onInvoke: (lastRecordAgeMs: number) => void;
  readonly onGivenUp: (givenUp: GivenUp) => Promise<void>;
  /** By which records are old. */
  readonly now: () => number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Resolves when the shard is processed to its end, or when the signal is aborted and nothing is in flight. */
export async function readShard(options: ShardReaderOptions): Promise<void> {
  const { shardId, settings, checkpoints, clock, signal } = options;
  const buffer: _Record[] = [];
  let pieces: Pieces = [];
  let failures = 0;
  let invocations = 0;
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
    // Records that are too old are given up whether or not the function can be invoked. source: Lambda guide, Kinesis error handling
    const expired = countExpired(settings, batch, options.now());
    if (expired > 0) {
      await giveUp('RecordAgeExceeded', batch.slice(0, expired));
      pieces = piecesAfterDone(pieces, batch.length, expired);
      continue;
    }
    invocations += 1;
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
      const isLast =
        cut === pieces && settings.maxRetryAttempts !== -1 && failures > settings.maxRetryAttempts;
      pieces = cut;
      if (isLast) {
        await giveUp('RetryAttemptsExhausted', batch);
        pieces = piecesAfterDone(pieces, batch.length, batch.length);
        continue;
      }
    }
    await clock.wait(retryDelayMs(failures), signal);
  }

  async function giveUp(condition: GivenUp['condition'], records: readonly _Record[]) {
    await options.onGivenUp({ shardId, condition, records, invocations });
    finish(records.length);
    failures = 0;
  }

  function finish(count: number) {
    checkpoints.save(shardId, { sequenceNumber: buffer[count - 1]?.SequenceNumber, ended: false });
    buffer.splice(0, count);
    invocations = 0;
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

/** Returns how many records at the head of the batch are older than the mapping allows. */
function countExpired(
  { maxRecordAgeSeconds }: KinesisSettings,
  batch: readonly _Record[],
  nowMs: number,
): number {
  if (maxRecordAgeSeconds === -1) return 0;
  const isYoung = ({ ApproximateArrivalTimestamp: arrived }: _Record) =>
    nowMs - (arrived?.getTime() ?? nowMs) <= maxRecordAgeSeconds * 1_000;
  const young = batch.findIndex(isYoung);
  return young === -1 ? batch.length : young;
}
