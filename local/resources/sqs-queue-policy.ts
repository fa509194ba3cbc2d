// AWS::SQS::QueuePolicy: the local cloud checks no permissions.

import type { ResourceType } from './resource-type.ts';

const NOT_ENFORCED = 'the local cloud checks no permissions';

export const sqsQueuePolicy: ResourceType = {
  rules: { actedOn: [], noEffect: { PolicyDocument: NOT_ENFORCED, Queues: NOT_ENFORCED } },
  create: ({ physicalName }) => ({ ref: physicalName }),
};
