// Makes the event that a function gets from a stream (source: Lambda guide, using Lambda with Kinesis).

import type { _Record } from '@aws-sdk/client-kinesis';

/** A generous estimate of the JSON around a record's data. */
const ENVELOPE_BYTES = 800;

export const estimateRecordBytes = ({ Data, PartitionKey }: _Record): number =>
  Math.ceil((Data?.length ?? 0) / 3) * 4 + (PartitionKey?.length ?? 0) * 3 + ENVELOPE_BYTES;

export function makeKinesisEvent(records: readonly _Record[], shardId: string, streamArn: string): string {
  const [, , , awsRegion, account] = streamArn.split(':');
  return JSON.stringify({
    Records: records.map(({ ApproximateArrivalTimestamp, Data, PartitionKey, SequenceNumber }) => ({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: PartitionKey,
        sequenceNumber: SequenceNumber,
        data: Buffer.from(Data ?? []).toString('base64'),
        approximateArrivalTimestamp: (ApproximateArrivalTimestamp?.getTime() ?? 0) / 1_000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${shardId}:${SequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: `arn:aws:iam::${account}:role/local`,
      awsRegion,
      eventSourceARN: streamArn,
    })),
  });
}
