// AWS::IAM::Policy: the local cloud checks no permissions.

import type { ResourceType } from './resource-type.ts';

const NOT_ENFORCED = 'the local cloud checks no permissions';

export const iamPolicy: ResourceType = {
  rules: {
    actedOn: [],
    noEffect: { PolicyDocument: NOT_ENFORCED, PolicyName: NOT_ENFORCED, Roles: NOT_ENFORCED },
  },
  create: ({ physicalName }) => ({ ref: physicalName }),
};
