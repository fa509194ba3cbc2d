// The batch that an event source mapping hands to a function: messages of one queue, in no order.

import type { SQSEvent } from 'aws-lambda';
import type { BurstMessage } from '../../core/likes/drain-burst.ts';

export const readSqsEvent = ({ Records }: SQSEvent): readonly BurstMessage[] =>
  Records.map(({ messageId, body, receiptHandle, attributes }) => ({
    id: messageId,
    body,
    receives: Number(attributes.ApproximateReceiveCount),
    receiptHandle,
  }));
