// AWS::CodeDeploy::Application: each start deploys everything anew, so there is nothing to move from one version to another.

import { toText } from '../template/template.ts';
import type { ResourceType } from './resource-type.ts';

export const NOTHING_TO_MOVE = 'each start deploys everything anew, all at once';

export const codeDeployApplication: ResourceType = {
  rules: {
    actedOn: ['ApplicationName'],
    noEffect: { ComputePlatform: NOTHING_TO_MOVE, Tags: 'only people and bills read it' },
  },
  create: ({ properties, physicalName }) => ({ ref: toText(properties['ApplicationName'] ?? physicalName) }),
};
