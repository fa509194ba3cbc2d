// PutRecords: each record is stored or refused by itself, so a success can hold failures.

import { array, maxLength, minLength, optional, pipe, strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { blob, hashKey, partitionKey, streamReference } from '../fields.ts';
import { KinesisError } from '../kinesis-error.ts';
import { checkRecord, putRecordIntoShard, recordBytesOf, type RecordToPut } from '../put.ts';
import type { Stream } from '../stream.ts';

// source: Kinesis API, PutRecords
const MAX_RECORDS = 500;
const MAX_REQUEST_BYTES = 10 * 1024 * 1024;

const entry = strictObject({ PartitionKey: partitionKey, Data: blob, ExplicitHashKey: optional(hashKey) });
const input = strictObject({
  ...streamReference,
  Records: pipe(array(entry), minLength(1), maxLength(MAX_RECORDS)),
});

export const putRecords = defineAction(input, ({ Records, ...reference }, { streams }) => {
  Records.forEach(checkRecord);
  const requestBytes = Records.reduce((bytes, record) => bytes + recordBytesOf(record), 0);
  if (requestBytes > MAX_REQUEST_BYTES)
    throw new KinesisError(
      'InvalidArgumentException',
      `A request's records have at most ${MAX_REQUEST_BYTES} bytes.`,
    );
  const stream = streams.find(reference);
  const results = Records.map((record) => putOrRefuse(stream, record));
  return {
    FailedRecordCount: results.filter((result) => 'ErrorCode' in result).length,
    Records: results,
    EncryptionType: 'NONE',
  };
});

function putOrRefuse(stream: Stream, record: RecordToPut) {
  try {
    return putRecordIntoShard(stream, record);
  } catch (error) {
    if (error instanceof KinesisError) return { ErrorCode: error.name, ErrorMessage: error.message };
    // This is the other error code that a single record can get. source: Kinesis API, PutRecords
    return { ErrorCode: 'InternalFailure', ErrorMessage: `Internal service failure: ${String(error)}` };
  }
}
