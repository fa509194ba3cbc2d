// AWS::CloudFront::OriginAccessControl: how the edge signs its requests to a bucket. The local cloud checks no permissions.

import type { ResourceType } from './resource-type.ts';

const NOT_ENFORCED = 'the local cloud checks no permissions';
const CONFIG = 'OriginAccessControlConfig';

export const cloudFrontOriginAccessControl: ResourceType = {
  rules: {
    actedOn: [],
    noEffect: {
      [`${CONFIG}.Name`]: 'only people read it',
      [`${CONFIG}.OriginAccessControlOriginType`]: NOT_ENFORCED,
      [`${CONFIG}.SigningBehavior`]: NOT_ENFORCED,
      [`${CONFIG}.SigningProtocol`]: NOT_ENFORCED,
    },
  },
  create: ({ physicalName }) => ({ ref: physicalName, attributes: { Id: physicalName } }),
};
