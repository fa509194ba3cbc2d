// Bodies for the operations of each service. Most are nearly right, so that they come past the first checks.

import * as fc from 'fast-check';
import { type Member, oddObjects, oddValues } from '../json-text.ts';
import { SECRET, type ServerName, TABLE } from './servers.ts';

export interface Called {
  readonly operation: string;
  readonly body: string;
}

type Fields = Readonly<Record<string, readonly string[]>>;

const table = [JSON.stringify(TABLE)];
const key = ['{"id":{"S":"a"}}', '{"id":{"S":"c"}}', '{"id":null}'];
const conditions = [
  '"attribute_exists(id)"',
  '"contains(#x.#x, b) OR begins_with(#x.#x, b)"',
  '"size(b) > :v AND b IN (:v, :v)"',
  '"b BETWEEN :v AND :v"',
];
const names = ['{"#x":"__proto__"}', '{"#x":"length"}', '{"#x":"b"}'];
const values = ['{":v":{"N":"1"}}', '{":v":{"SS":["a"]}}', '{":v":{"L":[{"M":{}}]}}', '{":v":null}'];
const expected = ['{"b":{"Exists":true}}', '{"__proto__":{"ComparisonOperator":"EQ"}}'];
const stream = ['"stream"', '"constructor"'];
const queue = ['"http://127.0.0.1/000000000000/queue"', '"queue"'];

/** The fields of each operation, each with values that are right or nearly so. DeleteTable would take away the probe. */
const OPERATIONS: Readonly<Record<ServerName, Readonly<Record<string, Fields>>>> = {
  dynamodb: {
    PutItem: {
      TableName: table,
      Item: ['{"id":{"S":"a"},"n":{"M":{"length":null}}}', '{"id":{"S":"a"},"b":{"L":[]}}'],
      ConditionExpression: conditions,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
    UpdateItem: {
      TableName: table,
      Key: key,
      UpdateExpression: ['"SET b = if_not_exists(b, :v)"', '"ADD #x :v"', '"SET #x.#x[99] = b REMOVE b"'],
      ConditionExpression: conditions,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
    DeleteItem: {
      TableName: table,
      Key: key,
      ConditionExpression: conditions,
      ExpressionAttributeNames: names,
    },
    GetItem: {
      TableName: table,
      Key: key,
      ProjectionExpression: ['"b, #x.#x"'],
      ExpressionAttributeNames: names,
    },
    Query: {
      TableName: table,
      KeyConditionExpression: ['"id = :v"'],
      ExpressionAttributeValues: ['{":v":{"S":"a"}}'],
      FilterExpression: conditions,
      Limit: ['0', '1'],
    },
    Scan: { TableName: table, ScanFilter: expected, Segment: ['-1', '1'], TotalSegments: ['1', '2'] },
    BatchWriteItem: { RequestItems: [`{"${TABLE}":[null]}`, `{"${TABLE}":[{"PutRequest":{"Item":{}}}]}`] },
    BatchGetItem: {
      RequestItems: [`{"${TABLE}":{"Keys":[{"id":{"S":"a"}}]}}`, `{"${TABLE}":{"Keys":[null]}}`],
    },
    CreateTable: { TableName: ['"another"'], AttributeDefinitions: ['[null]', '[]'], KeySchema: ['[null]'] },
    ListTables: { Limit: ['1'] },
    DescribeTable: { TableName: table },
    TagResource: { ResourceArn: ['"arn"'], Tags: ['[null]'] },
  },
  kinesis: {
    CreateStream: { StreamName: stream, ShardCount: ['1', '0'] },
    PutRecord: { StreamName: stream, PartitionKey: ['"k"'], Data: ['"AA=="', '"!"'] },
    PutRecords: { StreamName: stream, Records: ['[{"PartitionKey":"k","Data":"AA=="}]', '[null]'] },
    GetShardIterator: {
      StreamName: stream,
      ShardId: ['"shardId-000000000000"'],
      ShardIteratorType: ['"LATEST"'],
    },
    GetRecords: { ShardIterator: ['"AAAA"', '"bnVsbA=="', '"e30="'], Limit: ['1'] },
    ListShards: {
      StreamName: stream,
      NextToken: ['"bnVsbA=="'],
      ShardFilter: ['{"Type":"AT_TRIM_HORIZON"}'],
    },
    UpdateShardCount: { StreamName: stream, TargetShardCount: ['2'], ScalingType: ['"UNIFORM_SCALING"'] },
    SplitShard: { StreamName: stream, ShardToSplit: ['"shardId-000000000000"'], NewStartingHashKey: ['"7"'] },
    MergeShards: { StreamName: stream, ShardToMerge: ['"a"'], AdjacentShardToMerge: ['"a"'] },
    DeleteStream: { StreamName: stream },
  },
  sqs: {
    CreateQueue: {
      QueueName: ['"queue"'],
      Attributes: ['{"VisibilityTimeout":"x"}', '{"RedrivePolicy":"null"}'],
    },
    SendMessage: { QueueUrl: queue, MessageBody: ['"x"'], MessageAttributes: ['{"a":null}'] },
    SendMessageBatch: { QueueUrl: queue, Entries: ['[null]', '[{"Id":"a","MessageBody":"x"}]'] },
    ReceiveMessage: { QueueUrl: queue, MaxNumberOfMessages: ['11', '1'], WaitTimeSeconds: ['0'] },
    DeleteMessage: { QueueUrl: queue, ReceiptHandle: ['"x"'] },
    SetQueueAttributes: { QueueUrl: queue, Attributes: ['{"Policy":"{"}', 'null'] },
    GetQueueAttributes: { QueueUrl: queue, AttributeNames: ['["All"]', '[null]'] },
    ListQueues: { QueueNamePrefix: ['"q"'] },
  },
  secretsManager: {
    CreateSecret: { Name: ['"another"', '"__proto__"'], SecretString: ['"x"'] },
    GetSecretValue: { SecretId: [JSON.stringify(SECRET)], VersionStage: ['"AWSCURRENT"'] },
  },
  gateway: { $default: { any: ['1'] } },
};

const usual = (fields: Fields): fc.Arbitrary<readonly Member[]> =>
  fc.tuple(
    ...Object.entries(fields).map(([name, texts]) =>
      fc.constantFrom(...texts).map((text): Member => [name, text]),
    ),
  );

export function oddBodies(server: ServerName): fc.Arbitrary<Called> {
  return fc.constantFrom(...Object.entries(OPERATIONS[server])).chain(([operation, fields]) =>
    fc.record({
      operation: fc.oneof(
        { weight: 12, arbitrary: fc.constant(operation) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('', '.', 'a.b', '__proto__', 'toString', 'ListTagsOfResource'),
        },
      ),
      body: fc.oneof(
        { weight: 4, arbitrary: oddObjects(usual(fields)) },
        {
          weight: 2,
          arbitrary: usual(fields).map(
            (members) => `{${members.map(([name, text]) => `"${name}":${text}`).join(',')}}`,
          ),
        },
        { weight: 1, arbitrary: oddValues },
      ),
    }),
  );
}
