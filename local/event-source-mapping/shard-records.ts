// Reads one shard from its checkpoint on. It returns no records when the shard refuses a read for its limits.

import {
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  ProvisionedThroughputExceededException,
  type _Record,
} from '@aws-sdk/client-kinesis';

export interface ShardRecords {
  /** Returns the next records, often none, or 'end' when the shard is closed and read to its end. */
  read(signal: AbortSignal): Promise<_Record[] | 'end'>;
}

interface ShardRecordsOptions {
  readonly client: KinesisClient;
  readonly streamName: string;
  readonly shardId: string;
  /** The record after which to begin. When it is undefined, reading begins at the starting position. */
  readonly after: string | undefined;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
}

export function makeShardRecords(options: ShardRecordsOptions): ShardRecords {
  const { client, streamName: StreamName, shardId: ShardId } = options;
  let { after } = options;
  let iterator: string | undefined;

  async function openIterator(signal: AbortSignal): Promise<string | undefined> {
    const position =
      after === undefined
        ? { ShardIteratorType: options.startingPosition }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, StartingSequenceNumber: after };
    const command = new GetShardIteratorCommand({ StreamName, ShardId, ...position });
    return (await client.send(command, { abortSignal: signal })).ShardIterator;
  }

  return {
    async read(signal) {
      try {
        iterator ??= await openIterator(signal);
        const command = new GetRecordsCommand({ ShardIterator: iterator, Limit: 10_000 });
        const { Records = [], NextShardIterator } = await client.send(command, { abortSignal: signal });
        after = Records.at(-1)?.SequenceNumber ?? after;
        iterator = NextShardIterator;
        return iterator === undefined && Records.length === 0 ? 'end' : Records;
      } catch (error) {
        if (error instanceof ExpiredIteratorException) iterator = undefined;
        else if (!(error instanceof ProvisionedThroughputExceededException)) throw error;
        return [];
      }
    },
  };
}
