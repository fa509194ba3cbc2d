// The operations that the server answers, by their names in the Kinesis API.

import type { Action } from './action.ts';
import { createStream } from './actions/create-stream.ts';
import { decreaseStreamRetentionPeriod } from './actions/decrease-stream-retention-period.ts';
import { deleteStream } from './actions/delete-stream.ts';
import { describeStream } from './actions/describe-stream.ts';
import { describeStreamSummary } from './actions/describe-stream-summary.ts';
import { getRecords } from './actions/get-records.ts';
import { getShardIterator } from './actions/get-shard-iterator.ts';
import { increaseStreamRetentionPeriod } from './actions/increase-stream-retention-period.ts';
import { listShards } from './actions/list-shards.ts';
import { listStreams } from './actions/list-streams.ts';
import { mergeShards } from './actions/merge-shards.ts';
import { putRecord } from './actions/put-record.ts';
import { putRecords } from './actions/put-records.ts';
import { splitShard } from './actions/split-shard.ts';
import { updateShardCount } from './actions/update-shard-count.ts';

export const actions: ReadonlyMap<string, Action> = new Map([
  ['CreateStream', createStream],
  ['DecreaseStreamRetentionPeriod', decreaseStreamRetentionPeriod],
  ['DeleteStream', deleteStream],
  ['DescribeStream', describeStream],
  ['DescribeStreamSummary', describeStreamSummary],
  ['GetRecords', getRecords],
  ['GetShardIterator', getShardIterator],
  ['IncreaseStreamRetentionPeriod', increaseStreamRetentionPeriod],
  ['ListShards', listShards],
  ['ListStreams', listStreams],
  ['MergeShards', mergeShards],
  ['PutRecord', putRecord],
  ['PutRecords', putRecords],
  ['SplitShard', splitShard],
  ['UpdateShardCount', updateShardCount],
]);
