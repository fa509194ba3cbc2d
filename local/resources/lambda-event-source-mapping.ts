// AWS::Lambda::EventSourceMapping: from a stream to a function.

import { join } from 'node:path';
import type { ResourceType } from './resource-type.ts';

export const lambdaEventSourceMapping: ResourceType = {
  rules: { actedOn: [], noEffect: {} },
  create: ({ physicalName }) => ({ ref: physicalName }),
};
