import { describe, expect, test } from 'vitest';
import { CloudWatch } from '../../../local/cloudwatch/cloudwatch.ts';
import { cloudWatchAlarm } from '../../../local/resources/cloudwatch-alarm.ts';
import { cloudWatchDashboard } from '../../../local/resources/cloudwatch-dashboard.ts';
import type { CloudParts, CreatedResource, ResourceType } from '../../../local/resources/resource-type.ts';
import { snsSubscription } from '../../../local/resources/sns-subscription.ts';
import { snsTopic } from '../../../local/resources/sns-topic.ts';
import type { JsonObject } from '../../../local/template/template.ts';

const MINUTE_MS = 60_000;

function makeCloud() {
  const clock = { ms: 0 };
  const lines: string[] = [];
  const cloudwatch = new CloudWatch({ now: () => clock.ms });
  const cloud = { cloudwatch, log: (line: string) => void lines.push(line) } as unknown as CloudParts;
  const create = (type: ResourceType, properties: JsonObject, physicalName = 'alarm'): CreatedResource =>
    type.create({
      address: { stack: 'S', logicalId: 'Alarm', type: 'AWS::CloudWatch::Alarm' },
      properties,
      physicalName,
      assetDirs: new Map(),
      isProvider: false,
      cloud,
    }) as CreatedResource;
  return {
    cloudwatch,
    lines,
    create,
    /** Ends a minute in which a metric had these values. */
    endMinute: (values: Record<string, number[]> = {}) => {
      for (const [name, all] of Object.entries(values)) {
        const series = cloudwatch.store.series({ namespace: 'Shop', name, dimensions: { service: 'till' } });
        for (const value of all) series.add(value);
      }
      const minute = cloudwatch.store.minuteOf(clock.ms);
      clock.ms += MINUTE_MS;
      cloudwatch.endMinute(minute);
      return cloudwatch.readAlarms().map(({ state }) => state);
    },
  };
}

const METRIC = { Namespace: 'Shop', Dimensions: [{ Name: 'service', Value: 'till' }] };
const CONDITION = {
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  EvaluationPeriods: 1,
  Threshold: 2,
  TreatMissingData: 'notBreaching',
};
const ERRORS = { ...METRIC, ...CONDITION, MetricName: 'Errors', Statistic: 'Sum', Period: 60 };

const statOf = (Id: string, MetricName: string, Period = 60) => ({
  Id,
  MetricStat: { Metric: { ...METRIC, MetricName }, Period, Stat: 'Sum' },
  ReturnData: false,
});
const SHARE = {
  ...CONDITION,
  Metrics: [
    { Id: 'share', Expression: 'IF(requests >= 20, 100 * FILL(failed, 0) / requests, 0)', Label: 'failed' },
    statOf('requests', 'Requests'),
    statOf('failed', 'Errors'),
  ],
};

describe('what CloudWatch or the local cloud does not know is an error that names it', () => {
  test.each<[string, JsonObject, string]>([
    ['a statistic', { ...ERRORS, Statistic: 'tm99' }, 'property Statistic: tm99'],
    ['a period of high resolution', { ...ERRORS, Period: 10 }, 'property Period: 10'],
    [
      'an operator for bands',
      { ...ERRORS, ComparisonOperator: 'LessThanLowerThreshold' },
      'ComparisonOperator',
    ],
    ['no threshold', { ...ERRORS, Threshold: 'high' }, 'property Threshold: high'],
    ['no periods', { ...ERRORS, EvaluationPeriods: 0 }, 'property EvaluationPeriods: 0'],
    ['more points than periods', { ...ERRORS, DatapointsToAlarm: 2 }, 'property DatapointsToAlarm'],
    ['more than a day', { ...ERRORS, Period: 86_400, EvaluationPeriods: 2 }, 'longer than a day'],
    ['a treatment', { ...ERRORS, TreatMissingData: 'good' }, 'property TreatMissingData: good'],
    ['no metric', { ...CONDITION, Metrics: [{ Id: 'e', Expression: '1' }] }, 'there is no metric'],
    [
      'a function',
      { ...CONDITION, Metrics: [{ Id: 'e', Expression: 'RATE(m)' }, statOf('m', 'Errors')] },
      'RATE is not supported',
    ],
    [
      'another id',
      { ...CONDITION, Metrics: [{ Id: 'e', Expression: 'm + n' }, statOf('m', 'Errors')] },
      'there is no metric n',
    ],
    [
      'a circle',
      { ...CONDITION, Metrics: [{ Id: 'e', Expression: 'm + e' }, statOf('m', 'Errors')] },
      'e names itself',
    ],
    [
      'two results',
      {
        ...CONDITION,
        Metrics: [
          { Id: 'e', Expression: 'm' },
          { ...statOf('m', 'Errors'), ReturnData: true },
        ],
      },
      'about one of its metrics',
    ],
    [
      'two periods',
      { ...CONDITION, Metrics: [{ Id: 'e', Expression: 'm + n' }, statOf('m', 'A'), statOf('n', 'B', 300)] },
      'one period',
    ],
  ])('%s', (_, properties, message) => {
    const { create } = makeCloud();
    const creating = () => create(cloudWatchAlarm, properties);
    expect(creating).toThrow(message);
    expect(creating).toThrow(expect.objectContaining({ name: 'UnsupportedTemplateError' }));
  });

  test('a second alarm of a name', () => {
    const { create } = makeCloud();
    create(cloudWatchAlarm, ERRORS);
    expect(() => create(cloudWatchAlarm, ERRORS)).toThrow('two alarms alarm');
  });

  test('a subscription to no topic, and a dashboard that is no JSON', () => {
    const { create } = makeCloud();
    expect(() => create(snsSubscription, { TopicArn: 'arn:aws:sns:us-east-1:0:x' })).toThrow(
      'there is no topic',
    );
    for (const DashboardBody of ['{', '7', '{"widgets":{}}'])
      expect(() => create(cloudWatchDashboard, { DashboardBody })).toThrow('property DashboardBody');
    expect(create(cloudWatchDashboard, { DashboardBody: '{"widgets":[]}' }).ref).toBe('alarm');
  });
});

test('an alarm goes off and ends, its topic prints both, and its history tells both', () => {
  const { create, endMinute, lines, cloudwatch } = makeCloud();
  const topic = create(snsTopic, { DisplayName: 'Operations' }, 'operations').ref;
  const actions = { AlarmActions: [topic], OKActions: [topic] };
  const alarm = create(cloudWatchAlarm, {
    ...ERRORS,
    ...actions,
    AlarmName: 'till-errors',
    AlarmDescription: 'The till\n fails.',
  });
  expect(alarm.ref).toBe('till-errors');
  expect(alarm.attributes?.['Arn']).toMatch(/^arn:aws:cloudwatch:.*:alarm:till-errors$/);
  expect(cloudwatch.readAlarms()).toMatchObject([{ state: 'INSUFFICIENT_DATA', history: [] }]);
  expect(endMinute({ Errors: [1] })).toEqual(['OK']);
  expect(endMinute({ Errors: [1, 1] })).toEqual(['ALARM']);
  expect(endMinute({ Errors: [2] })).toEqual(['ALARM']);
  expect(endMinute({ Errors: [0] })).toEqual(['OK']);
  expect(lines).toEqual([
    'topic operations: alarm till-errors: OK -> ALARM: The till fails.',
    'topic operations: alarm till-errors: ALARM -> OK',
  ]);
  expect(cloudwatch.readAlarms()).toMatchObject([
    {
      name: 'till-errors',
      state: 'OK',
      history: [
        { atMs: MINUTE_MS, to: 'OK', points: [null, null, 1] },
        { atMs: 2 * MINUTE_MS, from: 'OK', to: 'ALARM', points: [null, 1, 2] },
        { atMs: 4 * MINUTE_MS, from: 'ALARM', to: 'OK', points: [2, 2, 0] },
      ],
    },
  ]);
});

test('an alarm whose actions are switched off tells nobody', () => {
  const { create, endMinute, lines } = makeCloud();
  const topic = create(snsTopic, {}, 'operations').ref;
  create(cloudWatchAlarm, { ...ERRORS, AlarmActions: [topic], ActionsEnabled: false });
  expect(endMinute({ Errors: [7] })).toEqual(['ALARM']);
  expect(lines).toEqual([]);
});

test('an alarm on an expression goes off by the result, whatever the order of its parts', () => {
  for (const Metrics of [SHARE.Metrics, SHARE.Metrics.toReversed()]) {
    const { create, endMinute } = makeCloud();
    create(cloudWatchAlarm, { ...SHARE, Metrics });
    expect(endMinute({ Requests: [10], Errors: [10] })).toEqual(['OK']);
    expect(endMinute({ Requests: [100] })).toEqual(['OK']);
    expect(endMinute({ Requests: [100], Errors: [1] })).toEqual(['OK']);
    expect(endMinute({ Requests: [100], Errors: [2] })).toEqual(['ALARM']);
  }
});

test('an expression may name another expression that stands after it', () => {
  const { create, endMinute } = makeCloud();
  const Metrics = [
    { Id: 'all', Expression: 'double + 1' },
    { Id: 'double', Expression: '2 * errors', ReturnData: false },
    statOf('errors', 'Errors'),
  ];
  create(cloudWatchAlarm, { ...CONDITION, Threshold: 3, Metrics });
  expect(endMinute({ Errors: [0.5] })).toEqual(['OK']);
  expect(endMinute({ Errors: [1] })).toEqual(['ALARM']);
});

test('an alarm on silence goes off once every period is empty', () => {
  const { create, endMinute } = makeCloud();
  create(cloudWatchAlarm, {
    ...ERRORS,
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    EvaluationPeriods: 2,
    TreatMissingData: 'breaching',
  });
  expect(endMinute({ Errors: [1] })).toEqual(['OK']);
  const quiet = [endMinute(), endMinute(), endMinute(), endMinute()];
  // CloudWatch looks back two periods further for a point that speaks for the metric.
  expect(quiet).toEqual([['OK'], ['OK'], ['OK'], ['ALARM']]);
});

test('an alarm on a table keeps its state without data, unless the template says otherwise', () => {
  const { create, cloudwatch, endMinute } = makeCloud();
  const { TreatMissingData: _, ...without } = ERRORS;
  create(cloudWatchAlarm, { ...without, Namespace: 'AWS/DynamoDB' }, 'ignores');
  create(cloudWatchAlarm, { ...ERRORS, Namespace: 'AWS/DynamoDB' }, 'treats');
  const series = cloudwatch.store.series({
    namespace: 'AWS/DynamoDB',
    name: 'Errors',
    dimensions: { service: 'till' },
  });
  series.add(7);
  expect(endMinute()).toEqual(['ALARM', 'ALARM']);
  for (let minute = 0; minute < 3; minute++) endMinute();
  expect(endMinute()).toEqual(['ALARM', 'OK']);
});
