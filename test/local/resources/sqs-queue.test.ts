import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../local/template/template.ts';
import { makeDataDir, startTestCloud, type TestCloud } from './test-cloud.ts';

const queue = (Properties: Record<string, Json> = {}) => ({
  Queue: { Type: 'AWS::SQS::Queue', Properties },
});
const attributesOf = async (cloud: TestCloud, QueueUrl: string | undefined) =>
  (await cloud.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes;

test('a FIFO queue is an error that names the property', async () => {
  const cloud = await startTestCloud();
  await expect(cloud.deploy(queue({ FifoQueue: true }))).rejects.toThrow('property FifoQueue');
});

test('a queue has the attributes and the dead-letter queue of the template', async () => {
  const cloud = await startTestCloud();
  const { physicalIds, outputs } = await cloud.deploy(
    {
      ...queue({
        QueueName: 'burst',
        VisibilityTimeout: 90,
        MessageRetentionPeriod: 1_209_600,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 },
        SqsManagedSseEnabled: true,
      }),
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
    },
    {
      Outputs: {
        Arn: { Value: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
        Url: { Value: { 'Fn::GetAtt': ['Queue', 'QueueUrl'] } },
      },
    },
  );
  expect(outputs).toEqual({ Arn: 'arn:aws:sqs:us-east-1:000000000000:burst', Url: physicalIds['Queue'] });
  expect(await attributesOf(cloud, physicalIds['Queue'])).toMatchObject({
    QueueArn: outputs['Arn'],
    VisibilityTimeout: '90',
    MessageRetentionPeriod: '1209600',
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
      maxReceiveCount: 5,
    }),
  });
});

test('a queue that was kept has its messages, a URL that works now, and the attributes that the template has now', async () => {
  const dataDir = makeDataDir();
  const first = await startTestCloud(dataDir);
  const before = await first.deploy(queue({ VisibilityTimeout: 90 }));
  await first.sqs.send(
    new SendMessageCommand({ QueueUrl: before.physicalIds['Queue'], MessageBody: 'kept' }),
  );
  await first.close();

  const second = await startTestCloud(dataDir);
  const { physicalIds } = await second.deploy(queue({ VisibilityTimeout: 120 }));
  const QueueUrl = physicalIds['Queue'];
  expect(QueueUrl?.startsWith(second.sqsUrl)).toBe(true);
  expect(await attributesOf(second, QueueUrl)).toMatchObject({ VisibilityTimeout: '120' });
  const { Messages } = await second.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.map(({ Body }) => Body)).toEqual(['kept']);
});

test('a property that the template has no more is its default again in a queue that was kept', async () => {
  const dataDir = makeDataDir();
  const first = await startTestCloud(dataDir);
  const deadLetterTargetArn = { 'Fn::GetAtt': ['Dead', 'Arn'] };
  const dead = { Dead: { Type: 'AWS::SQS::Queue' } };
  await first.deploy({
    ...queue({
      VisibilityTimeout: 90,
      DelaySeconds: 5,
      RedriveAllowPolicy: { redrivePermission: 'denyAll' },
      RedrivePolicy: { deadLetterTargetArn, maxReceiveCount: 5 },
    }),
    ...dead,
  });
  await first.close();

  const second = await startTestCloud(dataDir);
  const { physicalIds } = await second.deploy({ ...queue(), ...dead });
  const attributes = await attributesOf(second, physicalIds['Queue']);
  expect(attributes).toMatchObject({
    VisibilityTimeout: '30',
    DelaySeconds: '0',
    RedriveAllowPolicy: '{"redrivePermission":"allowAll"}',
  });
  expect(attributes).not.toHaveProperty('RedrivePolicy');
});

describe('a redrive policy that SQS refuses is an error that names the property', () => {
  const DEAD_ARN = 'arn:aws:sqs:us-east-1:000000000000:dead';
  const byQueue = (...sourceQueueArns: string[]) => ({ redrivePermission: 'byQueue', sourceQueueArns });
  const deploy = async (policy: Record<string, Json>, RedriveAllowPolicy: Json) =>
    (await startTestCloud()).deploy({
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead', RedriveAllowPolicy } },
      ...queue({
        QueueName: 'burst',
        RedrivePolicy: {
          deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] },
          maxReceiveCount: 5,
          ...policy,
        },
      }),
    });
  const ALLOW_ALL = { redrivePermission: 'allowAll' };

  test.each<[Record<string, Json>, Json, string]>([
    [{ maxReceiveCount: 0 }, ALLOW_ALL, 'property RedrivePolicy.maxReceiveCount'],
    [{ maxReceiveCount: 1_001 }, ALLOW_ALL, 'property RedrivePolicy.maxReceiveCount'],
    [
      { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:none' },
      ALLOW_ALL,
      'property RedrivePolicy: there is no queue arn:aws:sqs:us-east-1:000000000000:none',
    ],
    [{}, { redrivePermission: 'denyAll' }, 'property RedrivePolicy: the RedriveAllowPolicy'],
    [{}, byQueue(DEAD_ARN), 'property RedrivePolicy: the RedriveAllowPolicy'],
    [{}, byQueue(), 'property RedriveAllowPolicy.sourceQueueArns'],
    [{}, { ...ALLOW_ALL, sourceQueueArns: [DEAD_ARN] }, 'property RedriveAllowPolicy.sourceQueueArns'],
    [{}, { redrivePermission: 'some' }, 'property RedriveAllowPolicy.redrivePermission'],
  ])('%j with %j', async (policy, allowPolicy, message) => {
    await expect(deploy(policy, allowPolicy)).rejects.toThrow(message);
  });

  test('a queue that the dead-letter queue names may use it', async () => {
    const deploying = deploy({}, byQueue(DEAD_ARN.replace('dead', 'burst')));
    await expect(deploying).resolves.toBeDefined();
  });
});

test('a queue policy has no effect', async () => {
  const cloud = await startTestCloud();
  const Properties = { PolicyDocument: { Statement: [] }, Queues: [{ Ref: 'Queue' }] };
  await expect(
    cloud.deploy({ ...queue(), Policy: { Type: 'AWS::SQS::QueuePolicy', Properties } }),
  ).resolves.toBeDefined();
});
