// Puts records on the stream as they are, many with one call.

import { isThrottle, LikeStreamError } from '../../adapters/kinesis/like-stream.ts';
import type { KinesisPuts } from '../../adapters/kinesis/puts.ts';
import type { RedriveObjectsPorts } from './redrive-objects.ts';

/** Rejects with a LikeStreamError when the whole call fails. */
export function makePutAll(puts: KinesisPuts, streamName: string): RedriveObjectsPorts['putAll'] {
  return async (records) => {
    try {
      const { Records = [] } = await puts.putRecords({
        StreamName: streamName,
        Records: records.map(({ partitionKey, data }) => ({ PartitionKey: partitionKey, Data: data })),
      });
      return [...records.keys()].filter((index) => Records[index]?.SequenceNumber === undefined);
    } catch (error) {
      if (isThrottle(error)) return [...records.keys()];
      throw new LikeStreamError(error);
    }
  };
}
