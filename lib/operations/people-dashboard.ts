// The dashboard of what people get: likes, how fresh counts are, what was refused, and what went wrong. The alarms stand at the top.

import { Duration, Stack } from 'aws-cdk-lib';
import { AlarmStatusWidget, type IAlarm, MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { CustomMetricGroup, MonitoringFacade } from 'cdk-monitoring-constructs';
import type { Alarm, AlarmMetric } from '../../planner/operations/alarm.ts';
import { metricOf } from './metric-of.ts';
import type { Watched } from './watched.ts';

const PERIOD_SECONDS = 60;
const WIDTH = 24;

const sum = (of: AlarmMetric['of'], name: string): AlarmMetric => ({ of, name, statistic: 'Sum' });
const taken = { kind: 'printed', name: 'acceptLike' } as const;
const read = { kind: 'printed', name: 'readCounts' } as const;
const issued = { kind: 'printed', name: 'issueVisitor' } as const;
const counted = { kind: 'printed', name: 'batchLikes' } as const;
const api = { kind: 'api' } as const;

export function addPeopleDashboard(
  monitoring: MonitoringFacade,
  watched: Watched,
  alarms: readonly IAlarm[],
  planned: readonly Alarm[],
): void {
  const find = (metric: AlarmMetric) => metricOf(monitoring, watched, metric, PERIOD_SECONDS);
  const shown = (metrics: Readonly<Record<string, AlarmMetric>>): Metric[] =>
    Object.entries(metrics).flatMap(([label, it]) => find(it)?.with({ label }) ?? []);
  const each = (label: string, metric: AlarmMetric): MathExpression[] => {
    const it = find(metric);
    return it ? [perSecond(label, it)] : [];
  };
  const groups: CustomMetricGroup[] = [
    {
      title: 'Likes and unlikes a second',
      metrics: [
        ...each('taken', sum(taken, 'LikesAccepted')),
        ...each('queued', sum(taken, 'LikesQueued')),
        ...each('shed', sum(taken, 'LikesShed')),
      ],
    },
    {
      title: 'How old the oldest like was when it was counted, ms',
      metrics: shown({
        'batch-likes': {
          of: { kind: 'function', name: 'batchLikes' },
          name: 'IteratorAge',
          statistic: 'Maximum',
        },
      }),
      horizontalAnnotations: planned
        .filter(({ key }) => key === 'batch-likes-behind-minutes')
        .map(({ key, threshold }) => ({ value: threshold, label: key })),
    },
    {
      title: 'Refused: more than a share, or more than the stream takes',
      metrics: shown({
        'likes above a share': sum(taken, 'LikesLimited'),
        'reads above a share': sum(read, 'ReadsLimited'),
        'new visitors above a share': sum(issued, 'VisitorsLimited'),
        'likes that nothing took': sum(taken, 'LikesThrottled'),
      }),
    },
    {
      title: 'Requests that failed',
      metrics: shown({
        '5xx of the API': sum(api, '5xx'),
        'set aside': sum(counted, 'RecordsQuarantined'),
        'posts to count again': sum(counted, 'PostsUnfinished'),
      }),
    },
    {
      title: 'Answers: p99, ms',
      metrics: shown({ 'of the API': { of: api, name: 'Latency', statistic: 'p99' } }),
    },
    {
      title: 'Waiting in the burst queue',
      metrics: shown({
        messages: {
          of: { kind: 'queue', name: 'burst' },
          name: 'ApproximateNumberOfMessagesVisible',
          statistic: 'Maximum',
        },
        'oldest, s': {
          of: { kind: 'queue', name: 'burst' },
          name: 'ApproximateAgeOfOldestMessage',
          statistic: 'Maximum',
        },
      }),
    },
    {
      title: 'Those who look: told a second',
      metrics: watched.viewersApi
        ? each('frames', sum({ kind: 'printed', name: 'broadcast' }, 'ViewersTold'))
        : [],
    },
  ];
  monitoring.addWidget(new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: WIDTH }));
  monitoring.monitorCustom({
    humanReadableName: Stack.of(monitoring).stackName,
    alarmFriendlyName: 'people',
    metricGroups: groups.filter(({ metrics }) => metrics.length > 0),
  });
}

/** A sum of a minute as a rate. A minute without data is zero. The label is the id too, which no other metric of a graph may have. */
const perSecond = (label: string, metric: Metric): MathExpression =>
  new MathExpression({
    expression: `FILL(${label}, 0) / ${PERIOD_SECONDS}`,
    usingMetrics: { [label]: metric },
    label,
    period: Duration.seconds(PERIOD_SECONDS),
  });
