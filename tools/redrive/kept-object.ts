// What an object of the last resort holds: the event that the function could not finish, as Lambda keeps it in a bucket.
// source: Lambda guide, "Retain discarded batch records for a Kinesis Data Streams event source"

import { array, base64, object, parse, pipe, string, union } from 'valibot';

/** A record as it was on the stream. */
export interface KeptRecord {
  readonly partitionKey: string;
  readonly data: Buffer;
}

export interface KeptObject {
  /** Why the records are here. */
  readonly reason: string;
  /** Undefined when the object is something else. */
  readonly records: readonly KeptRecord[] | undefined;
}

const Event = object({
  Records: array(object({ kinesis: object({ partitionKey: string(), data: pipe(string(), base64()) }) })),
});
// Lambda keeps the event as a text. LocalStack keeps it as an object.
const Kept = object({ requestContext: object({ condition: string() }), payload: union([string(), Event]) });

/** It never throws, whatever the text is. */
export function readKeptObject(text: string): KeptObject {
  try {
    const { requestContext, payload } = parse(Kept, JSON.parse(text));
    const { Records } = typeof payload === 'string' ? parse(Event, JSON.parse(payload)) : payload;
    const records = Records.map(({ kinesis: { partitionKey, data } }) => ({
      partitionKey,
      data: Buffer.from(data, 'base64'),
    }));
    return { reason: requestContext.condition, records };
  } catch {
    return { reason: 'not an object of the last resort', records: undefined };
  }
}
