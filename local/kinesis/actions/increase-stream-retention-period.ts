// IncreaseStreamRetentionPeriod: records are kept longer from now on.

import { strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { retentionHours, streamReference } from '../fields.ts';
import { KinesisError } from '../kinesis-error.ts';

const input = strictObject({ ...streamReference, RetentionPeriodHours: retentionHours });

export const increaseStreamRetentionPeriod = defineAction(
  input,
  ({ RetentionPeriodHours, ...reference }, { streams }) => {
    const stream = streams.find(reference);
    if (RetentionPeriodHours < stream.state.retentionHours)
      throw new KinesisError('InvalidArgumentException', 'The retention period can only be increased here.');
    // Records that are older than the shorter period are gone, even if nobody has read since.
    stream.trim();
    stream.update({ retentionHours: RetentionPeriodHours });
    return {};
  },
);
