// The command line of `npm run plan`: a scenario, and what of it is otherwise.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { readNumber } from '../../command-line/number.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { checkScenario } from '../../planner/check-scenario.ts';
import type { Rig } from '../../scenarios/rig.ts';
import type { CapacityMode, LivePolicy, Scenario, Workload } from '../../scenarios/scenario.ts';
import { readSample, type Sample } from './sample-file.ts';
import { findScenarioOrFile, readScenarioFile } from './scenario-file.ts';

/** The flag that sets each field of a workload. */
const WORKLOAD_FLAGS = {
  'likes-per-second': 'steadyEventsPerSecond',
  peak: 'peakEventsPerSecond',
  'peak-seconds': 'peakSeconds',
  users: 'users',
  'hot-share': 'hotKeyShare',
  'event-bytes': 'eventBytes',
  'reads-per-second': 'steadyReadsPerSecond',
  'peak-reads': 'peakReadsPerSecond',
  'posts-per-read': 'postsPerRead',
  freshness: 'freshnessSeconds',
} as const satisfies Record<string, keyof Workload>;

type WorkloadFlag = keyof typeof WORKLOAD_FLAGS;
const workloadFlags = Object.keys(WORKLOAD_FLAGS) as WorkloadFlag[];

const FLAGS = {
  scenario: TEXT,
  file: TEXT,
  ...(Object.fromEntries(workloadFlags.map((flag) => [flag, TEXT])) as Record<WorkloadFlag, typeof TEXT>),
  stream: TEXT,
  tables: TEXT,
  live: TEXT,
  edge: FLAG,
  sample: TEXT,
  why: FLAG,
  diff: TEXT,
  quotas: FLAG,
  json: FLAG,
  html: TEXT,
  infracost: TEXT,
  help: FLAG,
};

export interface PlanOptions {
  readonly rig: Rig;
  readonly other: Rig | undefined;
  /** Events of somebody's own, to compare partition keys on. */
  readonly sample: Sample | undefined;
  readonly why: boolean;
  readonly quotas: boolean;
  readonly json: boolean;
  readonly html: string | undefined;
  readonly infracost: string | undefined;
  /** As it was typed, for the page. */
  readonly command: string;
}

/** Throws a UsageError, which names the field that is impossible. */
export function readOptions(args: string[]): PlanOptions | 'help' {
  const flags = readFlags(joinNegative(args), FLAGS);
  if (flags.help) return 'help';
  if (flags.scenario !== undefined && flags.file !== undefined)
    throw new UsageError('either --scenario or --file');
  const base =
    flags.file === undefined
      ? findScenarioOrFile('--scenario', flags.scenario ?? 'social-media')
      : readScenarioFile('--file', flags.file);
  const given = Object.fromEntries(
    workloadFlags
      .filter((flag) => flags[flag] !== undefined)
      .map((flag) => [WORKLOAD_FLAGS[flag], readNumber(`--${flag}`, flags[flag], {})]),
  ) as Partial<Workload>;
  const policies = {
    ...base.scenario.policies,
    ...(flags.stream !== undefined && { stream: flags.stream as CapacityMode }),
    ...(flags.tables !== undefined && { tables: flags.tables as CapacityMode }),
    ...(flags.live !== undefined && { live: flags.live as LivePolicy }),
    ...(flags.edge && { edge: true }),
  };
  const scenario = { ...base.scenario, workload: changeWorkload(base.scenario.workload, given), policies };
  return {
    rig: { ...base, scenario: checked(scenario) },
    other: flags.diff === undefined ? undefined : findScenarioOrFile('--diff', flags.diff),
    sample: flags.sample === undefined ? undefined : readSample('--sample', flags.sample),
    why: flags.why,
    quotas: flags.quotas,
    json: flags.json,
    html: flags.html,
    infracost: flags.infracost,
    command: ['npm run plan --', ...args].join(' '),
  };
}

/** A negative number after a flag is its value, so that the check can name the field. `parseArgs` would take it for a flag. */
const joinNegative = (args: readonly string[]): string[] =>
  args.reduce<string[]>((joined, arg) => {
    const last = joined.at(-1);
    const isValue = /^-[\d.]/.test(arg) && last !== undefined && /^--[^=]+$/.test(last);
    return isValue ? [...joined.slice(0, -1), `${last}=${arg}`] : [...joined, arg];
  }, []);

/** What is not given stays in proportion to what is: the peak to the steady rate, and the reads to the likes. */
function changeWorkload(workload: Workload, given: Partial<Workload>): Workload {
  const times = timesOf(workload.steadyEventsPerSecond, given.steadyEventsPerSecond);
  const readTimes = timesOf(workload.steadyReadsPerSecond, given.steadyReadsPerSecond, times);
  return {
    ...workload,
    peakEventsPerSecond: workload.peakEventsPerSecond * times,
    steadyReadsPerSecond: workload.steadyReadsPerSecond * readTimes,
    peakReadsPerSecond: workload.peakReadsPerSecond * readTimes,
    ...given,
  };
}

/** An impossible rate changes nothing else. The check names it then. */
const timesOf = (was: number, given: number | undefined, otherwise = 1): number =>
  given === undefined ? otherwise : given >= 0 && was > 0 ? given / was : 1;

function checked(scenario: Scenario): Scenario {
  const result = checkScenario(scenario);
  if (!('field' in result)) return result;
  const [part, name] = result.field.split('.');
  const flag = workloadFlags.find((it) => part === 'workload' && WORKLOAD_FLAGS[it] === name) ?? name;
  throw new UsageError(`--${flag} (${result.field}) ${result.problem}`);
}
