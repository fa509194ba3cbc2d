// AWS::Logs::LogGroup: functions log to the terminal.

import { makeArn } from './arn.ts';
import type { ResourceType } from './resource-type.ts';

export const logsLogGroup: ResourceType = {
  rules: {
    actedOn: ['LogGroupName'],
    noEffect: {
      RetentionInDays: 'functions log to the terminal, which keeps nothing',
      Tags: 'only people and bills read it',
    },
  },
  create({ properties, physicalName }) {
    const { LogGroupName: given } = properties;
    const name = typeof given === 'string' ? given : physicalName;
    return { ref: name, attributes: { Arn: makeArn('logs', `log-group:${name}:*`) } };
  },
};
