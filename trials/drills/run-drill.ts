// Runs one drill: all is well, something breaks, its alarm goes off, the runbook is followed, and all is well and exact again.

import { setTimeout as sleep } from 'node:timers/promises';
import type { AlarmReport } from '../../local/cloudwatch/alarms.ts';
import type { Comparison } from '../../traffic/counts.ts';
import type { Drill } from './drill.ts';
import type { Rig } from './rig.ts';

export interface DrillResult {
  readonly drill: Drill;
  /** From the breakage to the alarm. Undefined when it did not go off in time. */
  readonly secondsToAlarm: number | undefined;
  /** From the repair to the end of the alarm. Undefined when it did not end in time. */
  readonly secondsToOk: number | undefined;
  /** The keys of alarms that went off and have nothing to do with the breakage. */
  readonly others: readonly string[];
  readonly counts: Comparison;
}

const POLL_MS = 200;
/** Before the breakage, so that every alarm has been evaluated, and every function has had its cold start. */
const CALM_MINUTES = 3;
const CALM_MS = 10_000;
/** A short period has so few requests that a single slow answer of a busy machine sets it off. */
const OF_THE_MACHINE: readonly string[] = ['api-slow'];
/** After the repair: the five periods of five minutes that the slowest alarm looks at, and the counting that has to catch up. */
const OVER_MINUTES = 40;

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

/** Throws if the template has no such alarm. */
export async function runDrill(
  drill: Drill,
  rig: Pick<Rig, 'likes' | 'signal'> & { readonly cloud: Pick<Rig['cloud'], 'readAlarms'> },
  { minuteMs, say, now = Date.now, wait = sleepFor }: DrillPorts,
): Promise<DrillResult> {
  const { cloud, likes, signal } = rig;
  const find = () => {
    const found = cloud.readAlarms().find((each) => keyOf(each) === drill.alarm);
    if (!found) throw new Error(`the template has no alarm ${drill.alarm}`);
    return found;
  };
  const isOver = () => find().state === 'OK';
  find();

  await wait(Math.max(CALM_MINUTES * minuteMs, CALM_MS), signal);
  const brokenAt = now();
  say(`${drill.name}: ${drill.breaks}`);
  await drill.breakIt(rig as Rig);
  const secondsToAlarm = await secondsUntil(() => wentOff(find(), brokenAt), drill.withinMinutes);
  say(
    secondsToAlarm === undefined
      ? `${drill.name}: ${drill.alarm} did not go off`
      : `${drill.name}: ${drill.alarm} went off after ${secondsToAlarm.toFixed(1)} s; following the runbook`,
  );
  await drill.mend(rig as Rig);
  const over = await secondsUntil(isOver, OVER_MINUTES);
  const counts = await likes.settle(signal);
  // An alarm that comes back has not ended.
  const secondsToOk = isOver() ? over : undefined;
  const others = cloud
    .readAlarms()
    .filter((each) => wentOff(each, brokenAt))
    .map(keyOf)
    .filter((key) => key !== drill.alarm && ![...drill.mayFollow, ...OF_THE_MACHINE].includes(key));
  return { drill, secondsToAlarm, secondsToOk, others, counts };

  /** Returns undefined when it is not so in time. */
  async function secondsUntil(isSo: () => boolean, minutes: number): Promise<number | undefined> {
    const startMs = now();
    while (!isSo()) {
      if (now() - startMs > minutes * minuteMs) return undefined;
      await wait(POLL_MS, signal);
    }
    return (now() - startMs) / 1_000;
  }
}

const wentOff = ({ history }: AlarmReport, sinceMs: number): boolean =>
  history.some(({ to, atMs }) => to === 'ALARM' && atMs >= sinceMs);

async function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}
