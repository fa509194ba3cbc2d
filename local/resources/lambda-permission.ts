// AWS::Lambda::Permission: the local cloud checks no permissions.

import type { ResourceType } from './resource-type.ts';

const NOT_ENFORCED = 'the local cloud checks no permissions';

export const lambdaPermission: ResourceType = {
  rules: {
    actedOn: [],
    noEffect: {
      Action: NOT_ENFORCED,
      FunctionName: NOT_ENFORCED,
      Principal: NOT_ENFORCED,
      SourceArn: NOT_ENFORCED,
    },
  },
  create: ({ physicalName }) => ({ ref: physicalName }),
};
