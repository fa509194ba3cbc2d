// Kinesis sequence numbers are decimal, long (56 digits today, 129 allowed) and ordered within a shard. A position is the same number
// as a text that sorts the same way: two digits for the length, then base 36. It has about 38 characters.

/** A place in a lane. Two places of a lane compare with `<`. */
export type Position = string;

// Kinesis writes no leading zeros, but emulators do. Both are the same number.
const DECIMAL = /^\d{1,129}$/;

/** Returns the position of a decimal sequence number of at most 129 digits. Throws a RangeError for any other text. */
export function toPosition(sequenceNumber: string): Position {
  if (!DECIMAL.test(sequenceNumber)) throw new RangeError('not a Kinesis sequence number');
  const digits = BigInt(sequenceNumber).toString(36);
  return String(digits.length).padStart(2, '0') + digits;
}
