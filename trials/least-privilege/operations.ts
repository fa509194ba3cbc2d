// Every operation of the clients that the functions have, and an input that names one resource wherever an operation can name it.

import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as kinesis from '@aws-sdk/client-kinesis';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as sqs from '@aws-sdk/client-sqs';
import { SPLIT_POSTS_INDEX } from '../../planner/capacity.ts';

/** As IAM calls them. */
export const SERVICES = { dynamodb, kinesis, secretsmanager, sqs } as const;
export type Service = keyof typeof SERVICES;

export interface Operation {
  readonly service: Service;
  /** For example `dynamodb:GetItem`, or `dynamodb:BatchExecuteStatement (INSERT)`. */
  readonly name: string;
  /** What a role needs for the operation, all of it. */
  readonly actions: readonly string[];
  /** What the role needs it on. */
  readonly arnOf: (resource: NamedResource) => string;
  readonly commandFor: (resource: NamedResource) => object;
}

/** A resource as the operations of its service name it. */
export interface NamedResource {
  readonly arn: string;
  readonly name: string;
  /** The address of a queue. */
  readonly url: string;
}

// The operations whose permissions have other names. source: Service Authorization Reference. A transaction needs the permissions of what
// is in it, and the inputs below hold one read or one deletion.
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:TransactGetItems': ['dynamodb:GetItem'],
  'dynamodb:TransactWriteItems': ['dynamodb:DeleteItem'],
  'sqs:ChangeMessageVisibilityBatch': ['sqs:ChangeMessageVisibility'],
  'sqs:DeleteMessageBatch': ['sqs:DeleteMessage'],
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
};

/** These answer with a stream of events, or are below with their statements. */
const LEFT_OUT = new Set([
  'kinesis:SubscribeToShard',
  'dynamodb:BatchExecuteStatement',
  'dynamodb:ExecuteStatement',
  'dynamodb:ExecuteTransaction',
]);

const KEY = { id: { S: 'x' } };

/** The client sends those members that an operation has, and leaves out the others. */
const INPUTS: Readonly<Record<Service, (resource: NamedResource) => object>> = {
  dynamodb: ({ name, arn }) => ({
    TableName: name,
    ResourceArn: arn,
    SourceTableName: name,
    TargetTableName: name,
    Key: KEY,
    Item: KEY,
    KeyConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': { S: 'x' } },
  }),
  kinesis: ({ name, arn }) => ({
    StreamName: name,
    StreamARN: arn,
    ResourceARN: arn,
    ConsumerName: 'x',
    StreamModeDetails: { StreamMode: 'PROVISIONED' },
    Data: new Uint8Array([1]),
    PartitionKey: 'x',
    Records: [{ Data: new Uint8Array([1]), PartitionKey: 'x' }],
    ShardId: 'shardId-000000000000',
    ShardIteratorType: 'TRIM_HORIZON',
  }),
  secretsmanager: ({ arn }) => ({ SecretId: arn, SecretIdList: [arn] }),
  sqs: ({ name, url, arn }) => ({
    QueueUrl: url,
    QueueName: name,
    SourceArn: arn,
    MessageBody: 'x',
    ReceiptHandle: 'x',
    Entries: [{ Id: 'x', MessageBody: 'x', ReceiptHandle: 'x', VisibilityTimeout: 0 }],
    AttributeNames: ['QueueArn'],
    VisibilityTimeout: 0,
  }),
};

const EXCEPTIONS: Readonly<Record<string, (resource: NamedResource) => object>> = {
  'dynamodb:BatchGetItem': ({ name }) => ({ RequestItems: { [name]: { Keys: [KEY] } } }),
  'dynamodb:BatchWriteItem': ({ name }) => ({ RequestItems: { [name]: [{ PutRequest: { Item: KEY } }] } }),
  'dynamodb:UpdateItem': ({ name }) => ({ TableName: name, Key: KEY }),
  'dynamodb:TransactGetItems': ({ name }) => ({ TransactItems: [{ Get: { TableName: name, Key: KEY } }] }),
  'dynamodb:TransactWriteItems': ({ name }) => ({
    TransactItems: [{ Delete: { TableName: name, Key: KEY } }],
  }),
  'kinesis:GetRecords': ({ arn }) => ({ StreamARN: arn, ShardIterator: 'x' }),
};

const plain: readonly Operation[] = (Object.keys(SERVICES) as Service[]).flatMap((service) =>
  Object.entries(SERVICES[service]).flatMap(([exported, value]): Operation[] => {
    const command = /^([A-Z]\w+)Command$/.exec(exported)?.[1];
    const name = `${service}:${command}`;
    if (command === undefined || LEFT_OUT.has(name)) return [];
    const Command = value as unknown as new (input: object) => object;
    const inputOf = EXCEPTIONS[name] ?? INPUTS[service];
    return [
      {
        service,
        name,
        actions: ACTIONS[name] ?? [name],
        arnOf: ({ arn }) => arn,
        commandFor: (resource) => new Command(inputOf(resource)),
      },
    ];
  }),
);

/** Each needs a permission of its own. source: DynamoDB guide, "IAM security policies with PartiQL" */
const STATEMENTS: Readonly<Record<string, (table: string) => string>> = {
  Select: (table) => `SELECT * FROM "${table}" WHERE id = 'x'`,
  Insert: (table) => `INSERT INTO "${table}" VALUE {'id': 'x'}`,
  Update: (table) => `UPDATE "${table}" SET a = 1 WHERE id = 'x'`,
  Delete: (table) => `DELETE FROM "${table}" WHERE id = 'x'`,
};

const statements = Object.entries(STATEMENTS).flatMap(([kind, statementOn]): Operation[] => {
  const base = { service: 'dynamodb', actions: [`dynamodb:PartiQL${kind}`] } as const;
  const arnOf = ({ arn }: NamedResource) => arn;
  return [
    {
      ...base,
      name: `dynamodb:ExecuteStatement (${kind})`,
      arnOf,
      commandFor: ({ name }) => new dynamodb.ExecuteStatementCommand({ Statement: statementOn(name) }),
    },
    {
      ...base,
      name: `dynamodb:BatchExecuteStatement (${kind})`,
      arnOf,
      commandFor: ({ name }) =>
        new dynamodb.BatchExecuteStatementCommand({ Statements: [{ Statement: statementOn(name) }] }),
    },
  ];
});

const queryOfIndex: Operation = {
  service: 'dynamodb',
  name: 'dynamodb:Query (of an index)',
  actions: ['dynamodb:Query'],
  arnOf: ({ arn }) => `${arn}/index/${SPLIT_POSTS_INDEX}`,
  commandFor: ({ name }) =>
    new dynamodb.QueryCommand({
      TableName: name,
      IndexName: SPLIT_POSTS_INDEX,
      KeyConditionExpression: 'id = :id',
      ExpressionAttributeValues: { ':id': { S: 'x' } },
    }),
};

export const OPERATIONS: readonly Operation[] = [...plain, ...statements, queryOfIndex];
