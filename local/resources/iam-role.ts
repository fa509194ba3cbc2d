// AWS::IAM::Role: named, never assumed.

import { makeArn } from './arn.ts';
import type { ResourceType } from './resource-type.ts';

const NOT_ENFORCED = 'the local cloud checks no permissions';

export const iamRole: ResourceType = {
  rules: {
    actedOn: [],
    noEffect: {
      AssumeRolePolicyDocument: NOT_ENFORCED,
      Description: 'for people',
      ManagedPolicyArns: NOT_ENFORCED,
      Policies: NOT_ENFORCED,
      Tags: 'for people and bills',
    },
  },
  create: ({ physicalName }) => ({
    ref: physicalName,
    attributes: { Arn: makeArn('iam', `role/${physicalName}`, '') },
  }),
};
