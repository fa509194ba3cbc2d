// AWS::CodeDeploy::DeploymentGroup: no version is moved step by step here.

import { toText } from '../template/template.ts';
import { NOTHING_TO_MOVE } from './codedeploy-application.ts';
import type { ResourceType } from './resource-type.ts';

export const codeDeployDeploymentGroup: ResourceType = {
  rules: {
    actedOn: ['DeploymentGroupName'],
    noEffect: {
      AlarmConfiguration: NOTHING_TO_MOVE,
      ApplicationName: NOTHING_TO_MOVE,
      AutoRollbackConfiguration: NOTHING_TO_MOVE,
      DeploymentConfigName: NOTHING_TO_MOVE,
      DeploymentStyle: NOTHING_TO_MOVE,
      ServiceRoleArn: 'the local cloud checks no permissions',
      Tags: 'only people and bills read it',
    },
  },
  create: ({ properties, physicalName }) => ({
    ref: toText(properties['DeploymentGroupName'] ?? physicalName),
  }),
};
