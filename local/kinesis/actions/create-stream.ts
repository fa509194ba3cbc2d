// CreateStream: the stream is active when this answers.

import { literal, object, optional, record, strictObject, string } from 'valibot';
import { defineAction } from '../action.ts';
import { integerBetween, streamName } from '../fields.ts';

// The shards of an account in us-east-1. source: Kinesis developer guide, quotas and limits
const MAX_SHARDS = 20_000;

const input = strictObject({
  StreamName: streamName,
  ShardCount: optional(integerBetween(1, MAX_SHARDS), 1),
  StreamModeDetails: optional(object({ StreamMode: literal('PROVISIONED') })),
  Tags: optional(record(string(), string())),
});

export const createStream = defineAction(input, ({ StreamName, ShardCount }, { streams }) => {
  streams.create(StreamName, ShardCount);
  return {};
});
