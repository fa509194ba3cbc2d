// What Lambda tells the on-failure destination of a stream about records that are given up. Pure.
// source: Lambda guide, "Retain discarded batch records for a Kinesis Data Streams event source"

import { randomUUID } from 'node:crypto';
import type { _Record } from '@aws-sdk/client-kinesis';
import { makeKinesisEvent } from './kinesis-event.ts';

/** Records that are given up. */
export interface GivenUp {
  readonly shardId: string;
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  /** At least one, in order. */
  readonly records: readonly _Record[];
  /** How often the function was invoked with them. */
  readonly invocations: number;
}

export interface Origin {
  readonly functionArn: string;
  readonly streamArn: string;
}

/** Returns where the records are, but not what they hold. */
export function makeInvocationRecord(
  { shardId, condition, records, invocations }: GivenUp,
  { functionArn, streamArn }: Origin,
  nowMs: number,
) {
  const [first, last] = [records[0], records.at(-1)];
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn,
      condition,
      approximateInvokeCount: invocations,
    },
    ...(invocations > 0 && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    }),
    version: '1.0',
    timestamp: new Date(nowMs).toISOString(),
    KinesisBatchInfo: {
      shardId,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: last?.SequenceNumber,
      approximateArrivalOfFirstRecord: first?.ApproximateArrivalTimestamp?.toISOString(),
      approximateArrivalOfLastRecord: last?.ApproximateArrivalTimestamp?.toISOString(),
      batchSize: records.length,
      streamArn,
    },
  };
}

/** Returns what a bucket gets: the same, with the function's event as a text. */
export const makeInvocationObject = (givenUp: GivenUp, origin: Origin, nowMs: number) => ({
  ...makeInvocationRecord(givenUp, origin, nowMs),
  payload: makeKinesisEvent(givenUp.records, givenUp.shardId, origin.streamArn),
});

/** Returns the key of that object. */
export function objectKey(mappingId: string, shardId: string, nowMs: number): string {
  const [second = ''] = new Date(nowMs).toISOString().split('.');
  const day = second.slice(0, 10).replaceAll('-', '/');
  return `aws/lambda/${mappingId}/${shardId}/${day}/${second.replaceAll(':', '.')}-${randomUUID()}`;
}
