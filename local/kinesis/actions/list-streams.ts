// ListStreams: the streams in the order of their names.

import { maxLength, minLength, optional, pipe, strictObject, string } from 'valibot';
import { defineAction } from '../action.ts';
import { integerBetween, streamName } from '../fields.ts';
import { describeStreamIdentity } from '../stream-description.ts';

// source: Kinesis API, ListStreams
const DEFAULT_STREAMS = 100;
const MAX_STREAMS = 10_000;

const input = strictObject({
  ExclusiveStartStreamName: optional(streamName),
  Limit: optional(integerBetween(1, MAX_STREAMS), DEFAULT_STREAMS),
  /** The name that the page before ended with. */
  NextToken: optional(pipe(string(), minLength(1), maxLength(1_048_576))),
});

export const listStreams = defineAction(
  input,
  ({ ExclusiveStartStreamName, Limit, NextToken }, { streams }) => {
    const after = NextToken ?? ExclusiveStartStreamName ?? '';
    const rest = streams.all().filter(({ state }) => state.name > after);
    const shown = rest.slice(0, Limit);
    const hasMore = rest.length > shown.length;
    return {
      StreamNames: shown.map(({ state }) => state.name),
      StreamSummaries: shown.map(describeStreamIdentity),
      HasMoreStreams: hasMore,
      NextToken: hasMore ? shown.at(-1)?.state.name : undefined,
    };
  },
);
