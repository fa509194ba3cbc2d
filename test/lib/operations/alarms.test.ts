// Holds the alarms of the templates to the plan and to the runbook.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';
import { makePlan } from '../../../planner/make-plan.ts';
import { canaryAlarms } from '../../../planner/operations/silence-alarms.ts';
import { findRig, rigNames, scenarioNames } from '../../../scenarios/index.ts';
import { oidcContext, resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const ALARM = 'AWS::CloudWatch::Alarm';
const on = (context: Record<string, string> = {}) => synthesizeTemplates({ operations: 'on', ...context });

interface MetricStat {
  readonly Metric: {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions?: object[];
  };
  readonly Period: number;
  readonly Stat: string;
}

interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly Threshold: number;
  readonly Period?: number;
  readonly Metrics?: readonly { readonly Expression?: string; readonly MetricStat?: MetricStat }[];
}

const alarmsOf = ({ service, stacks }: ReturnType<typeof on>) =>
  new Map(
    resourcesOf(service, ALARM).map(([, { Properties }]) => {
      const alarm = Properties as unknown as AlarmProperties;
      return [alarm.AlarmName.slice(`${stacks[1].stackName}-`.length), alarm];
    }),
  );

const runbook = readFileSync(join(PROJECT_DIR, 'docs/runbook.md'), 'utf8');
const headings = [...runbook.matchAll(/^### (.+)$/gm)].map(([, key]) => key!);

/** All that a deployment may be, as far as its alarms depend on it. */
const settings: Record<string, string>[] = [
  ...[...scenarioNames, ...rigNames].map((scenario) => ({ scenario })),
  { live: 'off' },
  { live: 'totals' },
  { target: 'localstack' },
  oidcContext,
];

describe('the runbook', () => {
  test('has a heading for every alarm, and no other', () => {
    const keys = [
      ...settings.flatMap((context) => [...alarmsOf(on(context)).keys()]),
      ...canaryAlarms(5).map(({ key }) => key),
    ];
    expect(headings.toSorted()).toEqual([...new Set(keys)].toSorted());
  });

  test('says under each heading what it means, how to look, what to do and how to see that it is over', () => {
    for (const part of runbook.split(/^### /m).slice(1)) {
      const labels = [...part.matchAll(/^- \*\*(\w+)\.\*\*/gm)].map(([, label]) => label);
      expect([part.split('\n')[0], ...labels]).toEqual([part.split('\n')[0], 'Means', 'Look', 'Do', 'Over']);
    }
  });

  test('leads to headings that it has', () => {
    const links = [...runbook.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((anchor) => !headings.includes(anchor!))).toEqual([]);
  });
});

describe.each(settings.map((context) => ({ ...context })))('the alarms of %o', (context) => {
  const templates = on(context);
  const alarms = alarmsOf(templates);
  const plan = makePlan(findRig(context['scenario'] ?? 'social-media')!);

  test('link to their headings, and tell a topic of both ways', () => {
    for (const [key, { AlarmDescription }] of alarms)
      expect(AlarmDescription.endsWith(`Runbook: docs/runbook.md#${key}`)).toBe(true);
    for (const [, { Properties }] of resourcesOf(templates.service, ALARM))
      expect(Properties).toMatchObject({
        ActionsEnabled: true,
        AlarmActions: [{ Ref: expect.stringMatching(/^OperationsTopic/) as string }],
        OKActions: [{ Ref: expect.stringMatching(/^OperationsTopic/) as string }],
      });
  });

  test('have the thresholds of the plan', () => {
    if ('live' in context || 'target' in context) return;
    const planned = [...plan.alarms, ...canaryAlarms(5)].filter(({ key }) => alarms.has(key));
    expect(planned.map(({ key }) => key)).toEqual([...alarms.keys()]);
    for (const { key, threshold, periodSeconds } of planned) {
      const alarm = alarms.get(key)!;
      expect({ key, threshold: alarm.Threshold }).toEqual({ key, threshold });
      const periods = alarm.Metrics?.flatMap(({ MetricStat }) => MetricStat?.Period ?? []) ?? [alarm.Period];
      expect(new Set(periods)).toEqual(new Set([periodSeconds]));
    }
  });

  test('watch something that the deployment has: each dimension is one of its resources', () => {
    for (const [key, alarm] of alarms) {
      if (key === 'executions-near-quota') continue;
      const metrics = alarm.Metrics?.flatMap((it) => it.MetricStat?.Metric ?? []) ?? [alarm];
      for (const metric of metrics)
        expect([key, (metric as { Dimensions?: object[] }).Dimensions?.length]).toEqual([key, 1]);
    }
  });

  test('leave room in the template', () => {
    expect(Object.keys(templates.service.toJSON()['Resources'] as object).length).toBeLessThan(400);
  });
});

test('a deployment without them has no trace of them, and its data stack is the same', () => {
  const [without, withThem] = [synthesizeTemplates({ operations: 'off' }), on()];
  for (const type of [ALARM, 'AWS::CloudWatch::Dashboard', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy'])
    expect(resourcesOf(without.service, type)).toEqual([]);
  expect(without.data.toJSON()).toEqual(withThem.data.toJSON());
});

test('every metric that is watched of a function’s own is one that some function prints', () => {
  const sources = readdirSync(join(PROJECT_DIR, 'lambdas'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(PROJECT_DIR, 'lambdas', file), 'utf8'))
    .join('\n');
  const template = JSON.stringify(on().service.toJSON());
  const [, name] = on().stacks.map(({ stackName }) => stackName);
  const ofDashboards = [
    ...template.matchAll(new RegExp(`\\\\"${name}\\\\",\\\\"(\\w+)\\\\",\\\\"service`, 'g')),
  ];
  const ofAlarms = [...template.matchAll(new RegExp(`"MetricName":"(\\w+)","Namespace":"${name}"`, 'g'))];
  const names = [...ofDashboards, ...ofAlarms].map(([, metric]) => metric!);
  expect(ofDashboards.length).toBeGreaterThan(5);
  expect(ofAlarms.length).toBeGreaterThan(1);
  for (const metric of names) expect(sources).toMatch(new RegExp(`\\b${metric}\\b`));
});
