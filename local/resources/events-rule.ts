// AWS::Events::Rule: a schedule that invokes functions at a fixed rate. It runs by the minute of the alarms, so that a shorter one leaves
// as many invocations in a period.

import { isObject, type Json, toText } from '../template/template.ts';
import { UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { makeArn } from './arn.ts';
import { findFunction } from './find-function.ts';
import type { ResourceType } from './resource-type.ts';

const RATE = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/;
// A Node timer that is set for longer fires at once.
const MAX_RATE_MS = 2 ** 31 - 1;
const UNIT_MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1_440 };
/** An invocation should be over before the next one begins. */
const MIN_RATE_MS = 1_000;

export const eventsRule: ResourceType = {
  rules: {
    actedOn: ['Name', 'ScheduleExpression', 'State', 'Targets[].Arn', 'Targets[].Id'],
    noEffect: { Description: 'only people read it', Tags: 'only people and bills read it' },
  },
  create({ address, properties, physicalName, cloud }) {
    const name = toText(properties['Name'] ?? physicalName);
    const arn = makeArn('events', `rule/${name}`);
    const targets = ((properties['Targets'] ?? []) as Json[]).map((target, index) =>
      findFunction(
        address,
        `Targets[${index}].Arn`,
        isObject(target) ? target['Arn'] : undefined,
        cloud.functions,
      ),
    );
    const minutes = readRateMinutes(properties['ScheduleExpression']);
    const everyMs = minutes && Math.max(MIN_RATE_MS, minutes * cloud.cloudwatch.store.minuteMs);
    if (everyMs === undefined || everyMs > MAX_RATE_MS)
      throw new UnsupportedTemplateError(
        address,
        `property ScheduleExpression: ${toText(properties['ScheduleExpression'])} is not supported by the local cloud, which supports only rate(...) of up to 24 days`,
      );
    const rule = { enabled: properties['State'] !== 'DISABLED' };
    cloud.rules.set(name, rule);
    const timer = setInterval(() => {
      if (!rule.enabled) return;
      const event = JSON.stringify(makeScheduledEvent(arn, new Date()));
      // EventBridge invokes asynchronously, so nobody waits for the result. The function's log tells of a failure.
      for (const target of targets) void target.invoke(event);
    }, everyMs);
    return { ref: name, attributes: { Arn: arn }, close: async () => clearInterval(timer) };
  },
};

function readRateMinutes(expression: Json | undefined): number | undefined {
  const [, count, unit = ''] = RATE.exec(toText(expression)) ?? [];
  return count === undefined ? undefined : Number(count) * (UNIT_MINUTES[unit] ?? 0);
}

/** source: EventBridge guide, scheduled events */
function makeScheduledEvent(ruleArn: string, time: Date) {
  const [, , , region, account] = ruleArn.split(':');
  return {
    version: '0',
    id: crypto.randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: time.toISOString(),
    region,
    resources: [ruleArn],
    detail: {},
  };
}
