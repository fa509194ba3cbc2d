// How each service answers when it throttles, in the words that the SDK recognises as a throttle and retries after.

export type Service = 'dynamodb' | 'kinesis' | 'sqs';

interface Throttle {
  readonly type: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

// source: the services' API references, common errors and errors of UpdateItem, PutRecord, SendMessageBatch
const THROTTLES: Readonly<Record<Service, Throttle>> = {
  dynamodb: {
    type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    contentType: 'application/x-amz-json-1.0',
  },
  kinesis: { type: 'ProvisionedThroughputExceededException', contentType: 'application/x-amz-json-1.1' },
  sqs: {
    type: 'com.amazonaws.sqs#RequestThrottled',
    contentType: 'application/x-amz-json-1.0',
    headers: { 'x-amzn-query-error': 'RequestThrottled;Sender' },
  },
};

export function throttleAnswer(service: Service) {
  const { type, contentType, headers } = THROTTLES[service];
  const body = Buffer.from(JSON.stringify({ __type: type, message: 'Rate exceeded' }));
  return { status: 400, headers: { 'content-type': contentType, ...headers }, body };
}
