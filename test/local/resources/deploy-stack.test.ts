// What a template may hold, what it may not hold, and how its resources name each other.

import { describe, expect, test } from 'vitest';
import type { TemplateResource } from '../../../local/template/template.ts';
import { startTestCloud } from './test-cloud.ts';

const queue = (Properties: TemplateResource['Properties'] = {}): TemplateResource => ({
  Type: 'AWS::SQS::Queue',
  Properties,
});

describe('a part that the local cloud does not support is an error that names it, before anything is made', () => {
  test.each<[string, Record<string, TemplateResource>, object, string]>([
    ['a type', { Bucket: { Type: 'AWS::EC2::VPC' } }, {}, 'Test/Bucket (AWS::EC2::VPC): this type'],
    [
      'a property',
      { Queue: queue({ FifoQueue: true }) },
      {},
      'Test/Queue (AWS::SQS::Queue): property FifoQueue',
    ],
    ['mappings', {}, { Mappings: { A: {} } }, 'Test/Mappings (template section)'],
    ['a transform', {}, { Transform: 'AWS::Serverless' }, 'Test/Transform (template section)'],
  ])('%s', async (_, resources, more, message) => {
    const cloud = await startTestCloud();
    const deploying = cloud.deploy({ First: queue({ QueueName: 'first' }), ...resources }, more);
    await expect(deploying).rejects.toMatchObject({ name: 'UnsupportedTemplateError' });
    await expect(deploying).rejects.toThrow(message);
    await expect(cloud.deploy({ Again: queue() })).resolves.toBeDefined();
  });

  test('a property that only an intrinsic function brings to light', async () => {
    const cloud = await startTestCloud();
    const Conditions = { Yes: { 'Fn::Equals': [1, 1] } };
    const Properties = { Code: { 'Fn::If': ['Yes', { ImageUri: 'x' }, { S3Key: 'x' }] } };
    const deploying = cloud.deploy(
      { Function: { Type: 'AWS::Lambda::Function', Properties } },
      { Conditions },
    );
    await expect(deploying).rejects.toThrow('Test/Function (AWS::Lambda::Function): property Code.ImageUri');
  });
});

test.each<[string, TemplateResource['Properties'], string]>([
  ['refers to nothing', { QueueName: { Ref: 'Nobody' } }, 'Ref: nothing is named Nobody'],
  [
    'refers to no attribute',
    { QueueName: { 'Fn::GetAtt': ['Other', 'Size'] } },
    'Fn::GetAtt: Other has no Size in the local cloud',
  ],
  ['is refused by its service', { VisibilityTimeout: 'soon' }, ''],
])('a resource that %s is an error that names the resource', async (_, properties, reason) => {
  const cloud = await startTestCloud();
  const deploying = cloud.deploy({ Other: queue(), Queue: queue(properties) });
  await expect(deploying).rejects.toMatchObject({ name: 'DeploymentError' });
  await expect(deploying).rejects.toThrow(`Test/Queue (AWS::SQS::Queue): ${reason}`);
});

test('an output that refers to nothing is an error that names the output', async () => {
  const cloud = await startTestCloud();
  const deploying = cloud.deploy({}, { Outputs: { Url: { Value: { Ref: 'Nobody' } } } });
  await expect(deploying).rejects.toMatchObject({ name: 'DeploymentError' });
  await expect(deploying).rejects.toThrow('Test/Url (output): Ref: nothing is named Nobody');
});

test('a condition that nobody defines is an error that names its resource', async () => {
  const cloud = await startTestCloud();
  const deploying = cloud.deploy({ Queue: { ...queue(), Condition: 'Maybe' } });
  await expect(deploying).rejects.toThrow('Test/Queue: no condition is named Maybe');
});

test('resources that wait for each other are an error that shows the circle', async () => {
  const cloud = await startTestCloud();
  const deploying = cloud.deploy({
    A: queue({ QueueName: { Ref: 'B' } }),
    B: queue({ QueueName: { Ref: 'A' } }),
  });
  await expect(deploying).rejects.toMatchObject({ name: 'DeploymentError' });
  await expect(deploying).rejects.toThrow('Test: A -> B -> A');
});

test('resources refer to each other in any order, and stacks refer to each other by exports', async () => {
  const cloud = await startTestCloud();
  const { physicalIds, outputs } = await cloud.deploy(
    {
      Queue: queue({
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 },
      }),
      Dead: queue({ QueueName: 'dead' }),
    },
    {
      Outputs: {
        Name: {
          Value: { 'Fn::GetAtt': ['Dead', 'QueueName'] },
          Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Dead' } },
        },
      },
    },
  );
  expect(outputs).toEqual({ Name: 'dead' });
  expect(physicalIds['Dead']).toBe(`${cloud.sqsUrl}/000000000000/dead`);
  const other = {
    Queue: queue({ QueueName: { 'Fn::Join': ['-', [{ 'Fn::ImportValue': 'Test:Dead' }, 'too']] } }),
  };
  const second = await cloud.deploy(other, { stack: 'Other' });
  expect(second.physicalIds['Queue']).toBe(`${cloud.sqsUrl}/000000000000/dead-too`);
});

test('a resource or output whose condition is false is left out', async () => {
  const cloud = await startTestCloud();
  const deployed = await cloud.deploy(
    { Yes: { ...queue(), Condition: 'Wanted' }, No: { ...queue(), Condition: 'Unwanted' } },
    {
      Conditions: {
        Wanted: { 'Fn::Equals': ['a', 'a'] },
        Unwanted: { 'Fn::Not': [{ Condition: 'Wanted' }] },
      },
      Outputs: { No: { Value: { Ref: 'No' }, Condition: 'Unwanted' } },
    },
  );
  expect(Object.keys(deployed.physicalIds)).toEqual(['Yes']);
  expect(deployed.outputs).toEqual({});
});
