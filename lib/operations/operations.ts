// What tells those who run a deployment that something is wrong, and what it looks like: alarms with a runbook, and two dashboards. A
// deployment may leave it out, so nothing else depends on it.

import { createRequire } from 'node:module';
import { Stack } from 'aws-cdk-lib';
import type * as Library from 'cdk-monitoring-constructs';
import { Construct } from 'constructs';
import type { Plan } from '../../planner/plan.ts';
import { canaryAlarms } from '../../planner/operations/silence-alarms.ts';
import { addAlarms } from './add-alarms.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { addMachineryDashboard } from './machinery-dashboard.ts';
import { type OperationsSettings, RUNBOOK } from './operations-settings.ts';
import { addPeopleDashboard } from './people-dashboard.ts';
import type { Watched } from './watched.ts';

interface OperationsProps {
  readonly plan: Plan;
  readonly settings: OperationsSettings;
  readonly watched: Watched;
  /** How often the function `canary` runs. Undefined where there is none. */
  readonly canaryEveryMinutes?: number | undefined;
}

/** Loading it takes 0.2 s, for which a deployment without alarms does not wait. */
const loadLibrary = () => createRequire(import.meta.url)('cdk-monitoring-constructs') as typeof Library;

export class Operations extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { plan, settings, watched, canaryEveryMinutes }: OperationsProps,
  ) {
    super(scope, id);
    const { DefaultDashboardFactory, MonitoringFacade, notifySns } = loadLibrary();
    const topic = new AlarmTopic(this, 'Topic', settings.email ?? []);
    const dashboard = (id: string, name: string) =>
      new MonitoringFacade(this, id, {
        alarmFactoryDefaults: {
          alarmNamePrefix: Stack.of(this).stackName,
          actionsEnabled: true,
          action: notifySns(topic, topic),
        },
        dashboardFactory: new DefaultDashboardFactory(this, `${id}Dashboard`, {
          dashboardNamePrefix: `${Stack.of(this).stackName}-${name}`,
        }),
      });
    const people = dashboard('People', 'people');
    const planned = [
      ...plan.alarms,
      ...(canaryEveryMinutes === undefined ? [] : canaryAlarms(canaryEveryMinutes)),
    ];
    const alarms = addAlarms(people, watched, planned, settings.runbook ?? RUNBOOK);
    addPeopleDashboard(people, watched, alarms, planned);
    addMachineryDashboard(dashboard('Machinery', 'machinery'), watched);
  }
}
