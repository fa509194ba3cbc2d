// Runs one drill: all is well, something breaks, its alarms go off, the runbook is followed, and all is well and exact again.

import { setTimeout as sleep } from 'node:timers/promises';
import type { AlarmReport } from '../../local/cloudwatch/alarms.ts';
import type { Comparison } from '../../traffic/counts.ts';
import type { Drill } from './drill.ts';
import type { Rig } from './rig.ts';

export interface AlarmTimes {
  readonly alarm: string;
  /** From the breakage to the alarm. Undefined when it did not go off in time. */
  readonly secondsToAlarm: number | undefined;
  /** From the repair to the end of the alarm. Undefined when it did not end in time. */
  readonly secondsToOk: number | undefined;
}

export interface DrillResult {
  readonly drill: Drill;
  readonly alarms: readonly AlarmTimes[];
  /** The keys of alarms that went off and have nothing to do with the breakage. */
  readonly others: readonly string[];
  readonly counts: Comparison;
}

/** Thrown when an alarm is on that a drill needs to be off, and does not end. */
export class NoCalmError extends Error {
  override readonly name = 'NoCalmError';
}

const POLL_MS = 200;
/** Before the breakage, so that every function has had its cold start. */
const CALM_MS = 8_000;
/** The three periods of five minutes that the slowest alarm looks at, two spare ones, and the counting that has to catch up. */
const OVER_MINUTES = 40;
/** An alarm on errors that came within minutes may go off and end several times, as its periods slide over them. */
const STEADY_MINUTES = 4;
/**
 * A short period has so few requests that a single pause of a busy machine sets this alarm off. In drills that are not about it, it
 * counts only if half of all looks were slow, too.
 */
const OF_A_PAUSE = 'api-slow';
const SLOW_LOOK_MS = 500;

/** Returns the last part of an alarm's name. The first part is the name of the stack. */
export const keyOf = ({ name }: Pick<AlarmReport, 'name'>): string => name.replace(/^.*-Service-/, '');

/** What a drill needs of its surroundings. */
export interface DrillPorts {
  /** How long a minute lasts for the alarms. */
  readonly minuteMs: number;
  readonly say: (line: string) => void;
  readonly now?: () => number;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

type DrillRig = Pick<Rig, 'signal'> & {
  readonly likes: Pick<Rig['likes'], 'settle' | 'medianLookMs'>;
  readonly cloud: Pick<Rig['cloud'], 'readAlarms'>;
};

/** Rejects if the template lacks an alarm of the drill, with a NoCalmError, and with what the drill itself rejects with. */
export async function runDrill(
  drill: Drill,
  rig: DrillRig,
  { minuteMs, say, now = Date.now, wait = sleepFor }: DrillPorts,
): Promise<DrillResult> {
  const { cloud, likes, signal } = rig;
  const { mayFollow = {} } = drill;
  const read = () => new Map(cloud.readAlarms().map((each) => [keyOf(each), each]));
  const find = (key: string): AlarmReport => {
    const found = read().get(key);
    if (!found) throw new Error(`the template has no alarm ${key}`);
    return found;
  };
  const isOff = (key: string) => find(key).state === 'OK';
  for (const key of [...drill.alarms, ...Object.keys(mayFollow)]) find(key);

  await wait(CALM_MS, signal);
  const mustBeOff = [...read().keys()].filter((key) => !(key in mayFollow) && key !== OF_A_PAUSE);
  if (!(await isSoWithin(() => mustBeOff.every(isOff), OVER_MINUTES)))
    throw new NoCalmError(`${drill.name}: still on: ${mustBeOff.filter((key) => !isOff(key)).join(', ')}`);
  const brokenAt = now();
  say(`${drill.name}: ${drill.breaks}`);
  await drill.breakIt(rig as Rig);
  const missing = () => drill.alarms.filter((key) => alarmAt(find(key), brokenAt) === undefined);
  await isSoWithin(() => missing().length === 0, drill.withinMinutes);
  say(
    missing().length === 0
      ? `${drill.name}: all its alarms are on; following the runbook`
      : `${drill.name}: did not go off: ${missing().join(', ')}`,
  );
  const mendedAt = now();
  await drill.mend(rig as Rig);
  let onAtMs = now();
  const isSteady = () => {
    if (!drill.alarms.every(isOff)) onAtMs = now();
    return now() - onAtMs >= STEADY_MINUTES * minuteMs;
  };
  await isSoWithin(isSteady, OVER_MINUTES);
  await drill.isOver?.(rig as Rig);
  const counts = await likes.settle(signal);
  const alarms = drill.alarms.map((alarm): AlarmTimes => {
    const report = find(alarm);
    return {
      alarm,
      secondsToAlarm: secondsSince(brokenAt, alarmAt(report, brokenAt)),
      secondsToOk: secondsSince(mendedAt, okAt(report)),
    };
  });
  const isPause = (key: string) => key === OF_A_PAUSE && likes.medianLookMs(brokenAt) < SLOW_LOOK_MS;
  const others = [...read()]
    .filter(([, report]) => alarmAt(report, brokenAt) !== undefined)
    .map(([key]) => key)
    .filter((key) => !drill.alarms.includes(key) && !(key in mayFollow) && !isPause(key));
  return { drill, alarms, others, counts };

  async function isSoWithin(isSo: () => boolean, minutes: number): Promise<boolean> {
    const startMs = now();
    while (!isSo()) {
      if (now() - startMs > minutes * minuteMs) return false;
      await wait(POLL_MS, signal);
    }
    return true;
  }
}

const secondsSince = (startMs: number, atMs: number | undefined): number | undefined =>
  atMs === undefined ? undefined : Math.max(0, atMs - startMs) / 1_000;

const alarmAt = ({ history }: AlarmReport, sinceMs: number): number | undefined =>
  history.find(({ to, atMs }) => to === 'ALARM' && atMs >= sinceMs)?.atMs;

/** An alarm that has come back has not ended. */
const okAt = ({ state, history }: AlarmReport): number | undefined =>
  state === 'OK' ? history.at(-1)?.atMs : undefined;

async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}
