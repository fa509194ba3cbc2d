// AWS::SNS::TopicPolicy: the local cloud checks no permissions.

import type { ResourceType } from './resource-type.ts';

const NOT_ENFORCED = 'the local cloud checks no permissions';

export const snsTopicPolicy: ResourceType = {
  rules: { actedOn: [], noEffect: { PolicyDocument: NOT_ENFORCED, Topics: NOT_ENFORCED } },
  create: ({ physicalName }) => ({ ref: physicalName }),
};
