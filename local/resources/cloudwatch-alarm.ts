// AWS::CloudWatch::Alarm: an alarm on a metric, or on an expression of metrics.

import { requireValue } from '../template/check-properties.ts';
import { toText } from '../template/template.ts';
import { makeArn } from './arn.ts';
import { readAlarmCondition } from './alarm-condition.ts';
import { readAlarmSource } from './alarm-source.ts';
import type { ResourceType } from './resource-type.ts';

export const cloudWatchAlarm: ResourceType = {
  rules: {
    actedOn: [
      'ActionsEnabled',
      'AlarmActions',
      'AlarmDescription',
      'AlarmName',
      'ComparisonOperator',
      'DatapointsToAlarm',
      'Dimensions',
      'EvaluateLowSampleCountPercentile',
      'EvaluationPeriods',
      'ExtendedStatistic',
      'InsufficientDataActions',
      'MetricName',
      'Metrics[].Expression',
      'Metrics[].Id',
      'Metrics[].MetricStat.Metric',
      'Metrics[].MetricStat.Period',
      'Metrics[].MetricStat.Stat',
      'Metrics[].Period',
      'Metrics[].ReturnData',
      'Namespace',
      'OKActions',
      'Period',
      'Statistic',
      'Threshold',
      'TreatMissingData',
    ],
    noEffect: {
      'Metrics[].Label': 'only people read it',
      'Metrics[].MetricStat.Unit': 'a metric has one unit here',
      Tags: 'only people and bills read it',
      Unit: 'a metric has one unit here',
    },
  },
  create({ address, properties, physicalName, cloud }) {
    const name = toText(properties['AlarmName'] ?? physicalName);
    const actionsOf = (property: string): string[] => {
      const actions = properties[property];
      return properties['ActionsEnabled'] !== false && Array.isArray(actions) ? actions.map(toText) : [];
    };
    requireValue(
      address,
      'EvaluateLowSampleCountPercentile',
      properties['EvaluateLowSampleCountPercentile'],
      'evaluate',
    );
    const source = readAlarmSource(address, properties);
    cloud.cloudwatch.alarms.add({
      name,
      description: toText(properties['AlarmDescription'] ?? ''),
      condition: readAlarmCondition(address, properties, source),
      source,
      actions: {
        ALARM: actionsOf('AlarmActions'),
        OK: actionsOf('OKActions'),
        INSUFFICIENT_DATA: actionsOf('InsufficientDataActions'),
      },
    });
    return { ref: name, attributes: { Arn: makeArn('cloudwatch', `alarm:${name}`) } };
  },
};
