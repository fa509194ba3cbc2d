// IncreaseStreamRetentionPeriod

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
    // What is older than the shorter period is gone, even where nobody has looked since.
    stream.trim();
    stream.update({ retentionHours: RetentionPeriodHours });
    return {};
  },
);
