// DescribeStreamSummary

import { strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { streamReference } from '../fields.ts';
import { streamArnOf } from '../stream-store.ts';

export const describeStreamSummary = defineAction(strictObject(streamReference), (reference, { streams }) => {
  const { state, openShards } = streams.find(reference);
  return {
    StreamDescriptionSummary: {
      StreamName: state.name,
      StreamARN: streamArnOf(state.name),
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      RetentionPeriodHours: state.retentionHours,
      StreamCreationTimestamp: state.createdAtMs / 1_000,
      EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
      EncryptionType: 'NONE',
      OpenShardCount: openShards.length,
      ConsumerCount: 0,
    },
  };
});
