import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LambdaFunction } from '../../../local/lambda/function.ts';
import { eventsRule } from '../../../local/resources/events-rule.ts';
import type { CloudParts, CreatedResource } from '../../../local/resources/resource-type.ts';
import type { JsonObject } from '../../../local/template/template.ts';

const address = { stack: 'S', logicalId: 'EveryMinute', type: 'AWS::Events::Rule' };
const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:merge';

let rules: CloudParts['rules'];
let events: { source: string; resources: string[] }[];

beforeEach(() => {
  vi.useFakeTimers();
  events = [];
  rules = new Map();
});
afterEach(() => void vi.useRealTimers());

function create(properties: JsonObject, minuteMs = 60_000): CreatedResource {
  const target: LambdaFunction = {
    name: 'merge',
    timeoutMs: 3_000,
    invoke: async (payloadJson) => {
      events.push(JSON.parse(payloadJson) as (typeof events)[number]);
      return { status: 'ok', payloadJson: 'null' };
    },
    close: async () => {},
  };
  const functions = new Map([['merge', target]]);
  const cloud = { functions, rules, cloudwatch: { store: { minuteMs } } } as unknown as CloudParts;
  const request = {
    address,
    properties,
    physicalName: 'rule',
    assetDirs: new Map(),
    isProvider: false,
    cloud,
  };
  return eventsRule.create(request) as CreatedResource;
}

const everyMinute = {
  ScheduleExpression: 'rate(1 minute)',
  State: 'ENABLED',
  Targets: [{ Arn: FUNCTION_ARN, Id: 'Target0' }],
};

test('a rate invokes the function once in each period, until the rule is closed', async () => {
  const rule = create(everyMinute);
  vi.advanceTimersByTime(59_999);
  expect(events).toHaveLength(0);
  vi.advanceTimersByTime(120_001);
  expect(events).toHaveLength(3);
  expect(events[0]).toMatchObject({ source: 'aws.events', resources: [rule.attributes?.['Arn']] });
  await rule.close?.();
  vi.advanceTimersByTime(600_000);
  expect(events).toHaveLength(3);
});

test('a schedule runs by the minute of the alarms, at most once a second', () => {
  create(everyMinute, 2_000);
  vi.advanceTimersByTime(10_000);
  expect(events).toHaveLength(5);
  create(everyMinute, 25);
  events = [];
  vi.advanceTimersByTime(2_000);
  expect(events).toHaveLength(1 + 2);
});

test('a rule can be switched off and on again', () => {
  create(everyMinute);
  const rule = rules.get('rule')!;
  rule.enabled = false;
  vi.advanceTimersByTime(120_000);
  expect(events).toHaveLength(0);
  rule.enabled = true;
  vi.advanceTimersByTime(60_000);
  expect(events).toHaveLength(1);
});

test('a disabled rule invokes nothing', () => {
  create({ ...everyMinute, State: 'DISABLED' });
  vi.advanceTimersByTime(600_000);
  expect(events).toHaveLength(0);
});

test.each(['cron(0 12 * * ? *)', 'rate(2)', 'rate(0 minutes)', 'rate(25 days)', undefined])(
  'the schedule %s is an error that names it',
  (expression) => {
    const properties = {
      ...everyMinute,
      ...(expression === undefined ? {} : { ScheduleExpression: expression }),
    };
    if (expression === undefined) delete (properties as Partial<typeof everyMinute>).ScheduleExpression;
    expect(() => create(properties)).toThrow('ScheduleExpression');
  },
);

test('a target that is not a function of the template is an error that names it', () => {
  const Targets = [{ Arn: `${FUNCTION_ARN}-of-somebody-else`, Id: 'Target0' }];
  expect(() => create({ ...everyMinute, Targets })).toThrow('Targets[0].Arn');
});
