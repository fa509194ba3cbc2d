import { expect, test } from 'vitest';
import type { Json } from '../../../local/template/template.ts';
import { functionResource, makeBundle, ROLE } from './functions.ts';
import { startTestCloud } from './test-cloud.ts';

const TYPE = 'AWS::Lambda::EventInvokeConfig';

async function deploy(properties: Record<string, Json>) {
  const cloud = await startTestCloud();
  return cloud.deploy(
    {
      Config: {
        Type: TYPE,
        Properties: {
          FunctionName: { Ref: 'Function' },
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 0,
          ...properties,
        },
      },
      Function: functionResource({ FunctionName: 'canary' }),
      Role: ROLE,
    },
    { assetDirs: makeBundle('export const handler = async () => {};') },
  );
}

test.each<[Record<string, Json>, string]>([
  [{ MaximumRetryAttempts: 2 }, 'property MaximumRetryAttempts: 2 is not supported by the local cloud'],
  [{ Qualifier: 'live' }, 'property Qualifier: "live" is not supported'],
  [{ FunctionName: 'none' }, 'property FunctionName: there is no function none'],
  [{ DestinationConfig: { OnFailure: { Destination: 'arn' } } }, 'property DestinationConfig'],
])('%j is an error that names it, because no failed invocation comes again', async (properties, message) => {
  await expect(deploy(properties)).rejects.toThrow(`Test/Config (${TYPE}): ${message}`);
});

test('a function whose failed invocations do not come again is fine', async () => {
  expect(await deploy({ MaximumEventAgeInSeconds: 60 })).toHaveProperty('physicalIds.Config');
});
