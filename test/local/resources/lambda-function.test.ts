import { describe, expect, test } from 'vitest';
import type { Json } from '../../../local/template/template.ts';
import { functionResource, makeBundle, ROLE } from './functions.ts';
import { startTestCloud, type TestCloud } from './test-cloud.ts';

const HANDLER = `
export const handler = async (event, context) => ({ event, env: process.env, name: context.functionName });
export const remaining = async (event, context) => context.getRemainingTimeInMillis();
export const limit = async (event, context) => context.memoryLimitInMB;
export const never = () => new Promise(() => setInterval(() => {}, 1000));
`;

async function invoke(cloud: TestCloud, name: string | undefined, event: Json = {}): Promise<unknown> {
  const result = await cloud.functions.get(name ?? '')?.invoke(JSON.stringify(event));
  return result?.status === 'ok' ? JSON.parse(result.payloadJson) : result;
}

describe('a function that cannot run here is an error that says why', () => {
  test.each<[Record<string, Json>, string]>([
    [{ Runtime: 'python3.13' }, 'property Runtime: python3.13 does not run in the local cloud'],
    [{ Code: { S3Key: 'none.zip' } }, 'property Code.S3Key: there is no asset none.zip in the assembly'],
    [{ Code: { ZipFile: 'exports.handler = 1' } }, 'property Code.ZipFile is not supported'],
    [{ Layers: ['arn'] }, 'property Layers[] is not supported'],
    [{ VpcConfig: { SubnetIds: ['a'] } }, 'property VpcConfig.SubnetIds[] is not supported'],
  ])('%j', async (properties, message) => {
    const cloud = await startTestCloud();
    const deploying = cloud.deploy(
      { Function: functionResource(properties), Role: ROLE },
      { assetDirs: makeBundle(HANDLER) },
    );
    await expect(deploying).rejects.toMatchObject({ name: 'UnsupportedTemplateError' });
    await expect(deploying).rejects.toThrow(`Test/Function (AWS::Lambda::Function): ${message}`);
  });
});

test('a function runs its bundle with the variables of the template and those of the services', async () => {
  const cloud = await startTestCloud();
  const { physicalIds } = await cloud.deploy(
    {
      Function: functionResource({
        Environment: {
          Variables: { QUEUE: { Ref: 'Queue' }, SIZE: 7, AWS_ENDPOINT_URL_SQS: 'http://other' },
        },
      }),
      Queue: { Type: 'AWS::SQS::Queue' },
      Role: ROLE,
    },
    { assetDirs: makeBundle(HANDLER) },
  );
  const answer = await invoke(cloud, physicalIds['Function'], { a: 1 });
  expect(answer).toMatchObject({
    event: { a: 1 },
    name: physicalIds['Function'],
    env: {
      ...cloud.functionEnvironment,
      QUEUE: physicalIds['Queue'],
      SIZE: '7',
      AWS_ENDPOINT_URL_SQS: 'http://other',
    },
  });
});

test('a function has the name, timeout and memory of the template, or the defaults of Lambda', async () => {
  const cloud = await startTestCloud();
  await cloud.deploy(
    {
      Named: functionResource({
        FunctionName: 'named',
        Timeout: 60,
        MemorySize: 256,
        Handler: 'index.remaining',
      }),
      Limit: functionResource({ FunctionName: 'limit', MemorySize: 256, Handler: 'index.limit' }),
      Default: functionResource({ FunctionName: 'default', Handler: 'index.remaining' }),
      DefaultLimit: functionResource({ FunctionName: 'default-limit', Handler: 'index.limit' }),
      Role: ROLE,
    },
    { assetDirs: makeBundle(HANDLER) },
  );
  expect(Number(await invoke(cloud, 'named'))).toBeGreaterThan(58_000);
  expect(Number(await invoke(cloud, 'default'))).toBeLessThanOrEqual(3_000);
  expect(Number(await invoke(cloud, 'limit'))).toBe(256);
  expect(Number(await invoke(cloud, 'default-limit'))).toBe(128);
});

test('an invocation beyond the reserved concurrency is throttled', async () => {
  const cloud = await startTestCloud();
  const reserved = functionResource({
    FunctionName: 'reserved',
    ReservedConcurrentExecutions: 1,
    Timeout: 1,
    Handler: 'index.never',
  });
  await cloud.deploy({ Function: reserved, Role: ROLE }, { assetDirs: makeBundle(HANDLER) });
  const results = await Promise.all([invoke(cloud, 'reserved'), invoke(cloud, 'reserved')]);
  expect(results).toEqual([{ status: 'timeout' }, { status: 'throttled' }]);
});
