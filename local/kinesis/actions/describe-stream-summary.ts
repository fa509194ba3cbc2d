// DescribeStreamSummary: the stream without its shards.

import { strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { streamReference } from '../fields.ts';
import { describeStreamIdentity, describeStreamSettings } from '../stream-description.ts';

export const describeStreamSummary = defineAction(strictObject(streamReference), (reference, { streams }) => {
  const stream = streams.find(reference);
  return {
    StreamDescriptionSummary: {
      ...describeStreamIdentity(stream),
      ...describeStreamSettings(stream),
      OpenShardCount: stream.openShards.length,
      ConsumerCount: 0,
    },
  };
});
