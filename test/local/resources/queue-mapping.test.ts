// From a message in a queue to the invocation of a function, as a template connects them.

import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, test, vi } from 'vitest';
import type { Json } from '../../../local/template/template.ts';
import { functionResource, makeBundle, ROLE } from './functions.ts';
import { makeDataDir, startTestCloud, type TestCloud } from './test-cloud.ts';

const HANDLER = `
export const handler = async ({ Records }) => {
  for (const { body, attributes } of Records) console.log('got ' + body + ' ' + attributes.ApproximateReceiveCount);
  return { batchItemFailures: Records.filter(({ body }) => body === 'poison').map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
export const hangs = async ({ Records }) => {
  console.log('got ' + Records[0].body + ' ' + Records[0].attributes.ApproximateReceiveCount);
  await new Promise((resolve) => setTimeout(resolve, 60_000));
};
`;
const TYPE = 'AWS::Lambda::EventSourceMapping';
const WAIT = { timeout: 20_000, interval: 20 };

function deploy(
  cloud: TestCloud,
  properties: Record<string, Json> = {},
  { queue = {}, fn = {} }: { queue?: Record<string, Json>; fn?: Record<string, Json> } = {},
) {
  return cloud.deploy(
    {
      Mapping: {
        Type: TYPE,
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
          FunctionName: { Ref: 'Function' },
          ...properties,
        },
      },
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: 'burst',
          VisibilityTimeout: 3,
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 1 },
          ...queue,
        },
      },
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
      Function: functionResource({ FunctionName: 'drain', Timeout: 3, ...fn }),
      Role: ROLE,
    },
    { assetDirs: makeBundle(HANDLER) },
  );
}

const urlOf = ({ sqsUrl }: TestCloud, queue: string) => `${sqsUrl}/000000000000/${queue}`;
const send = (cloud: TestCloud, MessageBody: string) =>
  cloud.sqs.send(new SendMessageCommand({ QueueUrl: urlOf(cloud, 'burst'), MessageBody }));
const seen = ({ lines }: TestCloud) => lines.flatMap((line) => /got (.+)/.exec(line)?.[1] ?? []);

async function count(cloud: TestCloud, queue: string) {
  const command = new GetQueueAttributesCommand({ QueueUrl: urlOf(cloud, queue), AttributeNames: ['All'] });
  const { Attributes } = await cloud.sqs.send(command);
  const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: invisible } =
    Attributes ?? {};
  return { visible: Number(visible), invisible: Number(invisible) };
}

describe('a mapping that Lambda or the local cloud refuses is an error that names the property', () => {
  test.each<[Record<string, Json>, string]>([
    [{ BatchSize: 11 }, 'property BatchSize above 10 needs a MaximumBatchingWindowInSeconds'],
    [{ ScalingConfig: { MaximumConcurrency: 1 } }, 'property ScalingConfig.MaximumConcurrency'],
    [{ StartingPosition: 'LATEST' }, 'property StartingPosition is not supported for a queue'],
    [
      { EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:none' },
      'property EventSourceArn: there is no queue arn:aws:sqs:us-east-1:000000000000:none',
    ],
  ])('%j', async (properties, message) => {
    const deploying = deploy(await startTestCloud(), properties);
    await expect(deploying).rejects.toMatchObject({ name: 'UnsupportedTemplateError' });
    await expect(deploying).rejects.toThrow(`Test/Mapping (${TYPE}): ${message}`);
  });
});

test('a queue whose visibility timeout is shorter than the timeout of the function is refused, as Lambda does', async () => {
  const deploying = deploy(
    await startTestCloud(),
    {},
    { queue: { VisibilityTimeout: 30 }, fn: { Timeout: 31 } },
  );
  await expect(deploying).rejects.toThrow(
    "VisibilityTimeout of 30 s is less than the function's Timeout of 31 s",
  );
});

test('a message that the function reports goes to the dead-letter queue, and another one is deleted', async () => {
  const cloud = await startTestCloud();
  await deploy(cloud, { FunctionResponseTypes: ['ReportBatchItemFailures'] });
  await send(cloud, 'fine');
  await send(cloud, 'poison');
  await vi.waitFor(
    async () => expect(await count(cloud, 'dead')).toEqual({ visible: 1, invisible: 0 }),
    WAIT,
  );
  expect(seen(cloud).toSorted()).toEqual(['fine 1', 'poison 1']);
  expect(await count(cloud, 'burst')).toEqual({ visible: 0, invisible: 0 });
});

test('a disabled mapping receives nothing', async () => {
  const cloud = await startTestCloud();
  await deploy(cloud, { Enabled: false });
  await send(cloud, 'one');
  // A mapping that polls would have the message by now, because a poll begins with the deployment.
  for (let asked = 0; asked < 50; asked++) await count(cloud, 'burst');
  expect(await count(cloud, 'burst')).toEqual({ visible: 1, invisible: 0 });
});

test('a message of an invocation that the end of the cloud cut off comes again at the next start on kept data', async () => {
  const dataDir = makeDataDir();
  const keep = {
    queue: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 } },
  };
  const first = await startTestCloud(dataDir);
  await deploy(first, {}, { ...keep, fn: { Handler: 'index.hangs' } });
  await send(first, 'one');
  await vi.waitFor(() => expect(seen(first)).toEqual(['one 1']), WAIT);
  await first.close();

  const second = await startTestCloud(dataDir);
  await deploy(second, {}, keep);
  await vi.waitFor(() => expect(seen(second)).toEqual(['one 2']), WAIT);
  await vi.waitFor(
    async () => expect(await count(second, 'burst')).toEqual({ visible: 0, invisible: 0 }),
    WAIT,
  );
});
