// The batch that an event source mapping hands to a function: the records of one shard, in order.

import type { KinesisStreamEvent } from 'aws-lambda';
import type { StreamRecord } from '../../core/stream/stream-record.ts';
import { laneOf } from '../../core/stream/lane.ts';

/** Returns the lane and the records of a batch. Throws a TypeError when the records come from several shards or from none. */
export function readKinesisEvent({ Records }: KinesisStreamEvent): { lane: string; records: StreamRecord[] } {
  const lanes = new Set(
    Records.map(({ eventID, eventSourceARN }) =>
      laneOf(eventSourceARN, eventID.slice(0, eventID.indexOf(':'))),
    ),
  );
  const [lane] = lanes;
  if (lane === undefined || lanes.size > 1) {
    throw new TypeError(`a batch must come from one shard, this one comes from ${lanes.size}`);
  }
  const records = Records.map(({ kinesis }) => ({
    sequenceNumber: kinesis.sequenceNumber,
    partitionKey: kinesis.partitionKey,
    data: Buffer.from(kinesis.data, 'base64'),
  }));
  return { lane, records };
}
