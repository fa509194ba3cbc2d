// AWS::SQS::Queue: a standard queue.

import { CreateQueueCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { ACCOUNT_ID, makeArn } from './arn.ts';
import type { ResourceType } from './resource-type.ts';

const ATTRIBUTES = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'VisibilityTimeout',
] as const;

export const sqsQueue: ResourceType = {
  rules: {
    actedOn: [...ATTRIBUTES, 'QueueName'],
    noEffect: {
      SqsManagedSseEnabled: 'nothing is encrypted at rest on this machine',
      Tags: 'only people and bills read it',
    },
  },
  async create({ properties, physicalName, cloud: { sqs, sqsUrl } }) {
    const name = (properties['QueueName'] as string | undefined) ?? physicalName;
    await sqs.send(new CreateQueueCommand({ QueueName: name }));
    // The URL of the answer is not used, because a queue that was kept on disk remembers the port of its first start.
    const url = `${sqsUrl}/${ACCOUNT_ID}/${name}`;
    const attributes = ATTRIBUTES.flatMap((attribute) => {
      const value = properties[attribute];
      if (value === undefined) return [];
      return [[attribute, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
    });
    // The attributes are set after the creation, so that a changed template changes a queue that was kept on disk.
    if (attributes.length > 0)
      await sqs.send(
        new SetQueueAttributesCommand({ QueueUrl: url, Attributes: Object.fromEntries(attributes) }),
      );
    return { ref: url, attributes: { Arn: makeArn('sqs', name), QueueName: name, QueueUrl: url } };
  },
};
