// Puts many records on the stream with one call. A call that succeeds may hold records that failed, each with its own error code.
// source: Kinesis API reference, PutRecords

import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { LikeRecords } from '../../core/likes/ports.ts';
import { isThrottle, LikeStreamError, toRecord } from './like-stream.ts';

export function makeLikeRecords({
  client,
  streamName,
}: {
  client: KinesisClient;
  streamName: string;
}): LikeRecords {
  return {
    async putAll(records) {
      const command = new PutRecordsCommand({ StreamName: streamName, Records: records.map(toRecord) });
      try {
        const { Records = [] } = await client.send(command);
        return [...records.keys()].filter((index) => Records[index]?.SequenceNumber === undefined);
      } catch (error) {
        if (isThrottle(error)) return [...records.keys()];
        throw new LikeStreamError(error);
      }
    },
  };
}
