// A shard and a clock in memory. They show what a reader does, invocation by invocation.

import type { _Record } from '@aws-sdk/client-kinesis';
import {
  type CheckpointStore,
  makeMemoryCheckpoints,
} from '../../../local/event-source-mapping/checkpoints.ts';
import { readKinesisSettings } from '../../../local/event-source-mapping/kinesis-settings.ts';
import type { Clock } from '../../../local/event-source-mapping/clock.ts';
import type { GivenUp } from '../../../local/event-source-mapping/invocation-record.ts';
import { readShard } from '../../../local/event-source-mapping/shard-reader.ts';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';
import type { JsonObject } from '../../../local/template/template.ts';

export const ARRIVED_MS = 1_000_000;

export function recordsFrom(first: number, count: number, bytes = 1): _Record[] {
  return Array.from({ length: count }, (_, index) => ({
    SequenceNumber: String(first + index),
    PartitionKey: 'key',
    Data: new Uint8Array(bytes),
    ApproximateArrivalTimestamp: new Date(ARRIVED_MS),
  }));
}

export const done: InvokeResult = { status: 'ok', payloadJson: 'null' };
export const failed: InvokeResult = { status: 'function-error', errorType: 'Error', errorMessage: '' };
export const failedAt = (sequenceNumber: number): InvokeResult => ({
  status: 'ok',
  payloadJson: JSON.stringify({ batchItemFailures: [{ itemIdentifier: String(sequenceNumber) }] }),
});

/** Time passes only by waiting. */
export function makeClock(): Clock {
  let nowMs = ARRIVED_MS;
  return {
    now: () => nowMs,
    async wait(ms, signal) {
      if (!signal.aborted) nowMs += ms;
    },
  };
}

export interface Run {
  /** First and last sequence number of each invocation's batch. */
  readonly batches: [first: number, last: number][];
  readonly events: string[];
  readonly givenUp: GivenUp[];
  readonly checkpoints: CheckpointStore;
  readonly clock: Clock;
}

/** Reads a shard that returns one of these pages for each read, and is closed after the last one. */
export async function run(
  pages: _Record[][],
  answer: (batch: number[], invocation: number) => InvokeResult,
  properties: JsonObject = {},
  onGivenUp: (givenUp: GivenUp) => Promise<void> = async () => {},
): Promise<Run> {
  const settings = readKinesisSettings({
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...properties,
  });
  const clock = makeClock();
  const checkpoints = makeMemoryCheckpoints();
  const result: Run = { batches: [], events: [], givenUp: [], checkpoints, clock };
  const unread = [...pages];
  await readShard({
    shardId: 'shardId-000000000000',
    streamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s',
    records: { read: async () => unread.shift() ?? 'end' },
    invoke: async (payloadJson) => {
      const event = JSON.parse(payloadJson) as { Records: { kinesis: { sequenceNumber: string } }[] };
      const batch = event.Records.map(({ kinesis }) => Number(kinesis.sequenceNumber));
      result.events.push(payloadJson);
      result.batches.push([batch[0] ?? Number.NaN, batch.at(-1) ?? Number.NaN]);
      return answer(batch, result.batches.length);
    },
    settings,
    checkpoints,
    onInvoke: () => {},
    onGivenUp: async (givenUp) => {
      await onGivenUp(givenUp);
      result.givenUp.push(givenUp);
    },
    now: () => clock.now(),
    clock,
    signal: new AbortController().signal,
  });
  return result;
}
