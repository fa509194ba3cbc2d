// Puts records by the AWS SDK.

import { type KinesisClient, PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { KinesisPuts } from './puts.ts';

export const makeSdkPuts = (client: KinesisClient): KinesisPuts => ({
  putRecord: (input, signal) => client.send(new PutRecordCommand(input), signal && { abortSignal: signal }),
  putRecords: ({ StreamName, Records }, signal) =>
    client.send(
      new PutRecordsCommand({ StreamName, Records: [...Records] }),
      signal && { abortSignal: signal },
    ),
});
