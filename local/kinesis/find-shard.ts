// Finds a shard by its id, or throws the error that AWS answers.

import { KinesisError } from './kinesis-error.ts';
import type { Shard } from './shard.ts';
import type { Stream } from './stream.ts';

/** Throws ResourceNotFoundException. */
export function findShard(stream: Stream, shardId: string): Shard {
  const shard = stream.shard(shardId);
  if (!shard)
    throw new KinesisError(
      'ResourceNotFoundException',
      `Shard ${shardId} in stream ${stream.state.name} under account 000000000000 does not exist.`,
    );
  return shard;
}

/** Returns an open shard. Throws ResourceNotFoundException, or InvalidArgumentException if the shard is closed. */
export function findOpenShard(stream: Stream, shardId: string): Shard {
  const shard = findShard(stream, shardId);
  if (!shard.isOpen)
    throw new KinesisError(
      'InvalidArgumentException',
      `Shard ${shardId} in stream ${stream.state.name} has already been merged or split.`,
    );
  return shard;
}
