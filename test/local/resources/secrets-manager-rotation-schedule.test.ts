import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import type { LambdaFunction } from '../../../local/lambda/function.ts';
import { startTestCloud } from './test-cloud.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:rotate';
const resources = (more: object = {}) => ({
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 'first' } },
  Schedule: {
    Type: 'AWS::SecretsManager::RotationSchedule',
    Properties: {
      SecretId: { Ref: 'Secret' },
      RotationLambdaARN: FUNCTION,
      RotationRules: { AutomaticallyAfterDays: 30 },
      RotateImmediatelyOnUpdate: false,
      ...more,
    },
  },
});
const rotate: LambdaFunction = {
  name: 'rotate',
  timeoutMs: 3_000,
  invoke: async () => ({ status: 'ok', payloadJson: 'null' }),
  close: async () => {},
};

test('a function that the template lacks is an error that names it', async () => {
  const cloud = await startTestCloud();
  await expect(cloud.deploy(resources())).rejects.toThrow('there is no function');
});

test.each([
  ['RotationRules.ScheduleExpression', { RotationRules: { ScheduleExpression: 'rate(10 days)' } }],
  ['HostedRotationLambda.RotationType', { HostedRotationLambda: { RotationType: 'MySQLSingleUser' } }],
])('the unsupported property %s is an error that names it', async (path, more) => {
  const cloud = await startTestCloud();
  cloud.functions.set('rotate', rotate);
  await expect(cloud.deploy(resources(more))).rejects.toThrow(`property ${path} is not supported`);
});

test('a schedule says when the secret is rotated by which function', async () => {
  const cloud = await startTestCloud();
  cloud.functions.set('rotate', rotate);
  const { physicalIds } = await cloud.deploy(resources());
  const { RotationLambdaARN, RotationRules } = await cloud.secretsManager.send(
    new DescribeSecretCommand({ SecretId: physicalIds['Secret'] }),
  );
  expect([RotationLambdaARN, RotationRules]).toEqual([FUNCTION, { AutomaticallyAfterDays: 30 }]);
});
