// Makes on the emulator what the templates name, as small as it can be: only names and ARNs matter to permissions.

import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateStreamCommand } from '@aws-sdk/client-kinesis';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { makeArn } from '../../local/resources/arn.ts';
import type { Clients } from './clients.ts';
import type { NamedResource, Service } from './operations.ts';
import type { CalledResource } from './template-roles.ts';

type Made = Readonly<Record<Service, NamedResource[]>>;

export async function makeResources(clients: Clients, called: readonly CalledResource[]): Promise<Made> {
  const made: Made = { dynamodb: [], kinesis: [], secretsmanager: [], sqs: [] };
  for (const { type, logicalId: name } of called)
    switch (type) {
      case 'AWS::DynamoDB::Table':
        await clients.dynamodb.send(
          new CreateTableCommand({
            TableName: name,
            BillingMode: 'PAY_PER_REQUEST',
            AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
            KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          }),
        );
        made.dynamodb.push({ name, arn: makeArn('dynamodb', `table/${name}`), url: '' });
        break;
      case 'AWS::Kinesis::Stream':
        await clients.kinesis.send(new CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
        made.kinesis.push({ name, arn: makeArn('kinesis', `stream/${name}`), url: '' });
        break;
      case 'AWS::SecretsManager::Secret': {
        const secret = new CreateSecretCommand({ Name: name, SecretString: 'x' });
        const { ARN = '' } = await clients.secretsmanager.send(secret);
        made.secretsmanager.push({ name, arn: ARN, url: '' });
        break;
      }
      case 'AWS::SQS::Queue': {
        const { QueueUrl = '' } = await clients.sqs.send(new CreateQueueCommand({ QueueName: name }));
        made.sqs.push({ name, arn: makeArn('sqs', name), url: QueueUrl });
        break;
      }
    }
  return made;
}
