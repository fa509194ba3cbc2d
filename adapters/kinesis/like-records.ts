// Puts many records on the stream with one call. A call that succeeds may hold records that failed, each with its own error code.
// source: Kinesis API reference, PutRecords

import type { LikeRecords } from '../../core/likes/ports.ts';
import { isThrottle, LikeStreamError, toRecord } from './like-stream.ts';
import type { KinesisPuts } from './puts.ts';

export function makeLikeRecords({
  puts,
  streamName,
}: {
  puts: KinesisPuts;
  streamName: string;
}): LikeRecords {
  return {
    async putAll(records) {
      const input = { StreamName: streamName, Records: records.map(toRecord) };
      try {
        const { Records = [] } = await puts.putRecords(input);
        return [...records.keys()].filter((index) => Records[index]?.SequenceNumber === undefined);
      } catch (error) {
        if (isThrottle(error)) return [...records.keys()];
        throw new LikeStreamError(error);
      }
    },
  };
}
