// A second event source mapping to the same function. It begins at the first record of the retention and has checkpoints of
// its own. So it delivers everything once more, in other batches, while the first mapping goes on.

import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  ListShardsCommand,
  type Shard,
} from '@aws-sdk/client-kinesis';
import { makeMemoryCheckpoints } from '../../local/event-source-mapping/checkpoints.ts';
import { startKinesisMapping } from '../../local/event-source-mapping/kinesis-mapping.ts';
import type { Invoke } from '../../local/lambda/invoke-result.ts';

export interface SecondReader {
  /** Whether it has read all that is in the stream now. */
  hasCaughtUp(): Promise<boolean>;
  close(): Promise<void>;
}

/** The size differs from the first reader's, so that the batches end elsewhere. */
const BATCH_SIZE = 70;

export function startSecondReader({
  kinesis,
  streamName,
  streamArn,
  invoke,
  log,
}: {
  kinesis: KinesisClient;
  streamName: string;
  streamArn: string;
  invoke: Invoke;
  log: (line: string) => void;
}): SecondReader {
  const checkpoints = makeMemoryCheckpoints();
  const mapping = startKinesisMapping({
    streamName,
    streamArn,
    client: kinesis,
    invoke,
    settings: {
      batchSize: BATCH_SIZE,
      batchWindowSeconds: 1,
      startingPosition: 'TRIM_HORIZON',
      bisect: true,
      maxRetryAttempts: -1,
      maxRecordAgeSeconds: -1,
      reportsItemFailures: true,
      onFailureArn: undefined,
      enabled: true,
    },
    checkpoints,
    log,
  });

  /** The mapping itself says when a closed shard is read. For an open shard, Kinesis knows whether more records follow. */
  async function isRead({ ShardId = '', SequenceNumberRange }: Shard): Promise<boolean> {
    const checkpoint = checkpoints.load(ShardId);
    if (SequenceNumberRange?.EndingSequenceNumber !== undefined) return checkpoint?.ended === true;
    const after = checkpoint?.sequenceNumber;
    const { ShardIterator } = await kinesis.send(
      new GetShardIteratorCommand({
        StreamName: streamName,
        ShardId,
        ...(after === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', StartingSequenceNumber: after }),
      }),
    );
    const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator, Limit: 1 }));
    return Records.length === 0;
  }

  return {
    async hasCaughtUp() {
      const { Shards = [] } = await kinesis.send(new ListShardsCommand({ StreamName: streamName }));
      for (const shard of Shards) if (!(await isRead(shard))) return false;
      return true;
    },
    close: () => mapping.close(),
  };
}
