// Tells the on-failure destination of a stream's mapping about records that are given up. A queue gets metadata only, and a bucket
// gets the records too.

import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import {
  type GivenUp,
  makeInvocationObject,
  makeInvocationRecord,
  objectKey,
  type Origin,
} from '../event-source-mapping/invocation-record.ts';
import { ACCOUNT_ID } from './arn.ts';
import type { CloudParts } from './resource-type.ts';

interface Destination extends Origin {
  /** Undefined where nobody is told. */
  readonly arn: string | undefined;
  readonly mappingId: string;
}

/** Rejects when the destination does not answer. Then the records must not be given up yet. */
export async function tellOnFailureDestination(
  { sqs, sqsUrl, s3, now, log }: CloudParts,
  { arn, mappingId, ...origin }: Destination,
  givenUp: GivenUp,
): Promise<void> {
  const { condition, records, shardId } = givenUp;
  log(`event source mapping: ${shardId}: ${records.length} records are given up: ${condition}`);
  if (arn === undefined) return;
  const nowMs = now();
  const name = arn.split(':').at(-1);
  if (arn.startsWith('arn:aws:s3:'))
    await s3.send(
      new PutObjectCommand({
        Bucket: name,
        Key: objectKey(mappingId, shardId, nowMs),
        Body: JSON.stringify(makeInvocationObject(givenUp, origin, nowMs)),
      }),
    );
  else
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: `${sqsUrl}/${ACCOUNT_ID}/${name}`,
        MessageBody: JSON.stringify(makeInvocationRecord(givenUp, origin, nowMs)),
      }),
    );
}
