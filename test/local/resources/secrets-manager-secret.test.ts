import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import type { Json } from '../../../local/template/template.ts';
import { makeDataDir, startTestCloud, type TestCloud } from './test-cloud.ts';

const secret = (Properties: Record<string, Json>) => ({
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties },
});
const valueOf = async ({ secretsManager }: TestCloud, SecretId: string | undefined) =>
  (await secretsManager.send(new GetSecretValueCommand({ SecretId }))).SecretString;
const GENERATED = { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } };

test.each([
  ['GenerateSecretString.SecretStringTemplate', { GenerateSecretString: { SecretStringTemplate: '{}' } }],
  ['ReplicaRegions[].Region', { ReplicaRegions: [{ Region: 'eu-west-1' }] }],
])('the unsupported property %s is an error that names it', async (path, properties) => {
  const cloud = await startTestCloud();
  await expect(cloud.deploy(secret(properties))).rejects.toThrow(`property ${path} is not supported`);
});

test('a password that is too short for a character of each kind is an error', async () => {
  const cloud = await startTestCloud();
  const deploying = cloud.deploy(secret({ GenerateSecretString: { PasswordLength: 3 } }));
  await expect(deploying).rejects.toThrow('Test/Secret (AWS::SecretsManager::Secret): PasswordLength 3');
});

test('a secret is generated as the template says, and is found by its ARN', async () => {
  const cloud = await startTestCloud();
  const { physicalIds } = await cloud.deploy(secret(GENERATED));
  expect(physicalIds['Secret']).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:Test-Secret-/);
  expect(await valueOf(cloud, physicalIds['Secret'])).toMatch(/^[A-Za-z\d]{64}$/);
});

test('a secret that was kept has the same value and the same ARN after every start', async () => {
  const dataDir = makeDataDir();
  const first = await startTestCloud(dataDir);
  const before = await first.deploy(secret(GENERATED));
  const value = await valueOf(first, before.physicalIds['Secret']);
  await first.close();
  const second = await startTestCloud(dataDir);
  const after = await second.deploy(secret(GENERATED));
  expect(after.physicalIds).toEqual(before.physicalIds);
  expect(await valueOf(second, after.physicalIds['Secret'])).toBe(value);
});

test('a template may give the value of a secret', async () => {
  const cloud = await startTestCloud();
  const { physicalIds } = await cloud.deploy(secret({ Name: 'key', SecretString: 'given' }));
  expect(await valueOf(cloud, physicalIds['Secret'])).toBe('given');
});
