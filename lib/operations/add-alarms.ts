// Makes the alarms of a plan. The last part of an alarm's name is its key, under which the runbook says what to do.

import { Stack } from 'aws-cdk-lib';
import { ComparisonOperator, type IAlarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { MonitoringFacade } from 'cdk-monitoring-constructs';
import type { Alarm } from '../../planner/operations/alarm.ts';
import { metricOfAlarm } from './metric-of.ts';
import type { Watched } from './watched.ts';

/** @param runbook the address of the page that has a heading for each key */
export const addAlarms = (
  monitoring: MonitoringFacade,
  watched: Watched,
  alarms: readonly Alarm[],
  runbook: string,
): IAlarm[] =>
  alarms.flatMap((it) => {
    const metric = metricOfAlarm(monitoring, watched, it);
    if (!metric) return [];
    const { alarm } = monitoring.createAlarmFactory(it.key).addAlarm(metric, {
      alarmNameOverride: `${Stack.of(monitoring).stackName}-${it.key}`,
      alarmNameSuffix: it.key,
      alarmDescription: `${it.says} From: ${it.formula}.`,
      runbookLink: `${runbook}#${it.key}`,
      threshold: it.threshold,
      comparisonOperator:
        it.when === 'below'
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      datapointsToAlarm: it.datapoints,
      evaluationPeriods: it.periods,
      treatMissingData: it.missing === 'bad' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    return [alarm];
  });
