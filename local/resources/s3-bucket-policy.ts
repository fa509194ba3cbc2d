// AWS::S3::BucketPolicy: the local cloud checks no permissions.

import type { ResourceType } from './resource-type.ts';

const NOT_ENFORCED = 'the local cloud checks no permissions';

export const s3BucketPolicy: ResourceType = {
  rules: { actedOn: [], noEffect: { Bucket: NOT_ENFORCED, PolicyDocument: NOT_ENFORCED } },
  create: ({ physicalName }) => ({ ref: physicalName }),
};
