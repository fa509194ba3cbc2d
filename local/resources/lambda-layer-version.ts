// AWS::Lambda::LayerVersion: a layer has an ARN. A function that runs here may have none.

import { makeArn } from './arn.ts';
import type { ResourceType } from './resource-type.ts';

const UNUSED = 'no function that runs here has a layer';

export const lambdaLayerVersion: ResourceType = {
  rules: {
    actedOn: [],
    noEffect: { Content: UNUSED, Description: 'only people read it', LayerName: UNUSED },
  },
  create: ({ physicalName }) => ({ ref: makeArn('lambda', `layer:${physicalName}:1`) }),
};
