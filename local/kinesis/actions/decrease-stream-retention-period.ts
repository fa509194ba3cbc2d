// DecreaseStreamRetentionPeriod: older records cannot be read once this answers, because every operation that reads records
// trims the stream first.

import { strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { retentionHours, streamReference } from '../fields.ts';
import { KinesisError } from '../kinesis-error.ts';

const input = strictObject({ ...streamReference, RetentionPeriodHours: retentionHours });

export const decreaseStreamRetentionPeriod = defineAction(
  input,
  ({ RetentionPeriodHours, ...reference }, { streams }) => {
    const stream = streams.find(reference);
    if (RetentionPeriodHours > stream.state.retentionHours)
      throw new KinesisError('InvalidArgumentException', 'The retention period can only be decreased here.');
    stream.update({ retentionHours: RetentionPeriodHours });
    return {};
  },
);
