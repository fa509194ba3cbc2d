// AWS::IAM::Role: a role has an ARN, but nobody assumes it.

import { makeArn } from './arn.ts';
import type { ResourceType } from './resource-type.ts';

const NOT_ENFORCED = 'the local cloud checks no permissions';

export const iamRole: ResourceType = {
  rules: {
    actedOn: [],
    noEffect: {
      AssumeRolePolicyDocument: NOT_ENFORCED,
      Description: 'only people read it',
      ManagedPolicyArns: NOT_ENFORCED,
      Policies: NOT_ENFORCED,
      Tags: 'only people and bills read it',
    },
  },
  create: ({ physicalName }) => ({
    ref: physicalName,
    attributes: { Arn: makeArn('iam', `role/${physicalName}`, '') },
  }),
};
