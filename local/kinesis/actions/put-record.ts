// PutRecord: answered once the record can be read (and, with a data directory, is written).

import { optional, strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { blob, hashKey, partitionKey, sequenceNumber, streamReference } from '../fields.ts';
import { checkRecord, putRecordIntoShard } from '../put.ts';

const input = strictObject({
  ...streamReference,
  PartitionKey: partitionKey,
  Data: blob,
  ExplicitHashKey: optional(hashKey),
  // This has no effect, because sequence numbers rise with every put here.
  SequenceNumberForOrdering: optional(sequenceNumber),
});

export const putRecord = defineAction(input, (record, { streams }) => {
  checkRecord(record);
  return { ...putRecordIntoShard(streams.find(record), record), EncryptionType: 'NONE' };
});
