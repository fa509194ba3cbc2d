// Checks a scenario that somebody wrote, such as a file of their own: what is missing or impossible is named by its field.

import type { Fairness, Policies, Scenario, Workload } from '../scenarios/scenario.ts';

/** What is wrong with a scenario, in one line that begins with the field. */
export interface ScenarioProblem {
  /** Such as `workload.hotKeyShare`. */
  readonly field: string;
  readonly problem: string;
}

type Rule = (value: unknown) => string | undefined;

const show = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'number' ? String(value) : JSON.stringify(value);

const grouped = (value: number): string => value.toLocaleString('en-US');

/** A rate of events. */
const positive =
  (most: number): Rule =>
  (value) =>
    typeof value === 'number' && value > 0 && value <= most
      ? undefined
      : `must be a number above 0, up to ${grouped(most)}, not ${show(value)}`;

const number =
  (least: number, most: number, whole = false): Rule =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value))
      ? undefined
      : `must be a ${whole ? 'whole ' : ''}number from ${grouped(least)} to ${grouped(most)}, not ${show(value)}`;

const oneOf =
  (...known: readonly (string | number | boolean)[]): Rule =>
  (value) =>
    known.some((it) => it === value)
      ? undefined
      : `must be one of ${known.map(show).join(', ')}, not ${show(value)}`;

/** More than the world has people in every second. It only catches typing errors. */
const MOST = 10_000_000_000;

/** The lengths that a log group may have. source: CloudWatch Logs API, PutRetentionPolicy */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const workloadRules: Readonly<Record<keyof Workload, Rule>> = {
  steadyEventsPerSecond: positive(MOST),
  peakEventsPerSecond: positive(MOST),
  peakSeconds: number(1, 31_536_000),
  hotKeyShare: number(0, 1),
  users: number(1, MOST, true),
  // source: Kinesis guide, a record of a stream with default settings
  eventBytes: number(1, 1_000_000, true),
  freshnessSeconds: number(0.1, 86_400),
  steadyReadsPerSecond: number(0, MOST),
  peakReadsPerSecond: number(0, MOST),
  // The API reads so many posts in a request.
  postsPerRead: number(1, 100, true),
};

const modes = oneOf('provisioned', 'on-demand', 'cheaper');

const policyRules: Readonly<Record<Exclude<keyof Policies, 'shedding' | 'fairness'>, Rule>> = {
  stream: modes,
  tables: modes,
  // source: Kinesis API, IncreaseStreamRetentionPeriod
  retentionHours: number(24, 8_760, true),
  split: oneOf('when-hot', 'always'),
  coolSeconds: number(0, 86_400),
  bursts: oneOf('queue', 'refuse'),
  live: oneOf('off', 'totals', 'push'),
  edge: oneOf(true, false),
  reserveConcurrency: oneOf(true, false),
  logRetentionDays: oneOf(...RETENTION_DAYS),
};

/** A number to turn a limit off with. */
const UNLIMITED = 1_000_000;
/** A request may hold 100 actions, or name 100 posts. If the burst were less, such a request could never pass. */
const A_REQUEST = 100;

const fairnessRules: Readonly<Record<keyof Fairness, Rule>> = {
  actionsPerSecondPerPerson: positive(UNLIMITED),
  actionBurstPerPerson: number(A_REQUEST, UNLIMITED, true),
  readsPerSecondPerPerson: positive(UNLIMITED),
  readBurstPerPerson: number(A_REQUEST, UNLIMITED, true),
  actionsPerSecondPerAddress: positive(UNLIMITED),
  actionBurstPerAddress: number(A_REQUEST, UNLIMITED, true),
  visitorsPerSecondPerAddress: positive(UNLIMITED),
  visitorBurstPerAddress: number(1, UNLIMITED, true),
};

const shedRules: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  never: {},
  'min-interval': { seconds: number(0, 86_400) },
  'over-capacity': { share: number(0, 1), backlogSeconds: number(0, 1_209_600) },
};

/** How far a load test may be from the plan. */
const toleranceRules: Readonly<Record<string, Rule>> = {
  median: number(0, 1),
  worst: number(0, 1),
  latencyFactor: number(1, 100),
};

/** A name is a part of the stacks' names. */
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Returns the scenario, or the first thing that is wrong with it. */
export function checkScenario(value: unknown): Scenario | ScenarioProblem {
  if (!isObject(value)) return { field: 'scenario', problem: 'must be an object' };
  const { workload, policies } = value;
  const found =
    checkKeys('', value, ['name', 'workload', 'policies', 'tolerance']) ??
    checkName(value['name']) ??
    checkFields('workload', workload, workloadRules) ??
    checkOrder(workload as Workload) ??
    checkFields('policies', policies, policyRules, ['shedding', 'fairness']) ??
    checkFields('policies.fairness', (policies as Policies).fairness, fairnessRules) ??
    checkShedding((policies as Policies).shedding) ??
    (value['tolerance'] === undefined
      ? undefined
      : checkFields('tolerance', value['tolerance'], toleranceRules));
  return found ?? (value as unknown as Scenario);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const checkName = (name: unknown): ScenarioProblem | undefined =>
  typeof name === 'string' && NAME.test(name) && name.length <= 32
    ? undefined
    : {
        field: 'name',
        problem: `must be lower-case letters, digits and hyphens, up to 32, not ${show(name)}`,
      };

function checkKeys(
  path: string,
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
): ScenarioProblem | undefined {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  return unknown === undefined
    ? undefined
    : { field: path + unknown, problem: `is unknown; known are ${known.join(', ')}` };
}

function checkFields(
  path: string,
  value: unknown,
  rules: Readonly<Record<string, Rule>>,
  others: readonly string[] = [],
): ScenarioProblem | undefined {
  if (!isObject(value)) return { field: path, problem: `must be an object, not ${show(value)}` };
  for (const [key, rule] of Object.entries(rules)) {
    const problem = rule(value[key]);
    if (problem !== undefined) return { field: `${path}.${key}`, problem };
  }
  return checkKeys(`${path}.`, value, [...Object.keys(rules), ...others]);
}

function checkOrder(workload: Workload): ScenarioProblem | undefined {
  const pairs = [
    ['peakEventsPerSecond', 'steadyEventsPerSecond'],
    ['peakReadsPerSecond', 'steadyReadsPerSecond'],
  ] as const;
  const wrong = pairs.find(([peak, steady]) => workload[peak] < workload[steady]);
  if (!wrong) return undefined;
  const [peak, steady] = wrong;
  return {
    field: `workload.${peak}`,
    problem: `must not be below ${steady}: ${workload[peak]} is below ${workload[steady]}`,
  };
}

function checkShedding(shedding: unknown): ScenarioProblem | undefined {
  const path = 'policies.shedding';
  if (!isObject(shedding)) return { field: path, problem: `must be an object, not ${show(shedding)}` };
  const unknown = checkKeys(`${path}.`, shedding, ['like', 'unlike']);
  if (unknown) return unknown;
  for (const op of ['like', 'unlike']) {
    const policy = shedding[op];
    const kind = isObject(policy) ? policy['shed'] : undefined;
    const rules = typeof kind === 'string' ? shedRules[kind] : undefined;
    if (!rules)
      return { field: `${path}.${op}.shed`, problem: oneOf(...Object.keys(shedRules))(kind) ?? 'is wrong' };
    const problem = checkFields(`${path}.${op}`, policy, rules, ['shed']);
    if (problem) return problem;
  }
  return undefined;
}
