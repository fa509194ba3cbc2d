// The fields that several operations take. A field that is not listed is refused, because it could change what AWS does.

import {
  check,
  integer,
  maxLength,
  maxValue,
  minLength,
  minValue,
  number,
  optional,
  pipe,
  regex,
  string,
  transform,
} from 'valibot';

// source: service model of Kinesis_20131202, for all lengths, ranges and patterns
export const streamName = pipe(string(), minLength(1), maxLength(128), regex(/^[a-zA-Z0-9_.-]+$/));
const streamArn = pipe(
  string(),
  minLength(1),
  maxLength(2_048),
  regex(/^arn:aws.*:kinesis:.*:\d{12}:stream\/\S+$/),
);
export const streamReference = { StreamName: optional(streamName), StreamARN: optional(streamArn) };

export const shardId = pipe(string(), minLength(1), maxLength(128), regex(/^[a-zA-Z0-9_.-]+$/));
export const sequenceNumber = pipe(string(), regex(/^(0|[1-9]\d{0,128})$/));
/** A hash key has up to 39 digits, so it may have more than 128 bits. */
export const hashKey = pipe(
  string(),
  regex(/^(0|[1-9]\d{0,38})$/),
  transform((digits) => BigInt(digits)),
);
export const partitionKey = pipe(string(), minLength(1), maxLength(256));
/** Seconds since 1970 in the protocol, milliseconds here. */
export const timestampMs = pipe(
  number(),
  transform((seconds) => Math.round(seconds * 1_000)),
);
export const integerBetween = (least: number, most: number) =>
  pipe(number(), integer(), minValue(least), maxValue(most));

/** Bytes in base64. Node skips characters that are not base64, so the length of the result is checked. */
export const blob = pipe(
  string(),
  transform((base64) => ({ base64, bytes: Buffer.from(base64, 'base64') })),
  check(({ base64, bytes }) => bytes.length === decodedLength(base64), 'the value is not base64'),
  transform(({ bytes }) => bytes),
);

/** Returns a fraction if the padding is missing. No length is equal to that. */
function decodedLength(base64: string) {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

/** 24 hours to 365 days. */
export const retentionHours = integerBetween(24, 8_760);
