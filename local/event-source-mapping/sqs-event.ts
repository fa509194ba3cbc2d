// Makes the event that a function gets from a queue (source: Lambda guide, using Lambda with SQS).

import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';

/** Returns the JSON of one record. The message must have been received with all its attributes. */
export function makeSqsRecord(message: Message, queueArn: string): string {
  const { Attributes = {}, MessageAttributes = {}, MD5OfMessageAttributes } = message;
  return JSON.stringify({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, value]) => [name, makeAttribute(value)]),
    ),
    ...(MD5OfMessageAttributes !== undefined && { md5OfMessageAttributes: MD5OfMessageAttributes }),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3],
  });
}

export const makeSqsEvent = (records: readonly string[]): string => `{"Records":[${records.join(',')}]}`;

function makeAttribute({ StringValue, BinaryValue, DataType }: MessageAttributeValue) {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}
