// Describes a stream for DescribeStream, DescribeStreamSummary and ListStreams.

import type { Stream } from './stream.ts';
import { streamArnOf } from './stream-store.ts';

export const describeStreamIdentity = ({ state }: Stream) => ({
  StreamName: state.name,
  StreamARN: streamArnOf(state.name),
  StreamStatus: 'ACTIVE',
  StreamModeDetails: { StreamMode: 'PROVISIONED' },
  StreamCreationTimestamp: state.createdAtMs / 1_000,
});

export const describeStreamSettings = ({ state }: Stream) => ({
  RetentionPeriodHours: state.retentionHours,
  EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
  EncryptionType: 'NONE',
});
