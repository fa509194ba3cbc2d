// AWS::Logs::LogGroup: functions log to the terminal.

import { makeArn } from './arn.ts';
import type { ResourceType } from './resource-type.ts';

export const logsLogGroup: ResourceType = {
  rules: {
    actedOn: [],
    noEffect: {
      RetentionInDays: 'functions log to the terminal, which keeps nothing',
      Tags: 'only people and bills read it',
    },
  },
  create: ({ physicalName }) => ({
    ref: physicalName,
    attributes: { Arn: makeArn('logs', `log-group:${physicalName}:*`) },
  }),
};
