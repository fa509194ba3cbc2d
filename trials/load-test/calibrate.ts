// Measures the machine before the run, at a load that cannot disturb anything. The plan's prediction is then about what the load
// does, and not about how fast this machine is.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../planner/predict.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import type { Api } from '../../traffic/api.ts';
import { makeLoad } from './make-load.ts';
import { Recorder } from './recorder.ts';
import type { RequestOnce } from './request-once.ts';
import { sendLoad } from './send-load.ts';
import type { System } from './system.ts';

/** The first likes start functions and compile code. They are not measured. */
const WARM_UP_SECONDS = 4;
const MEASURED_SECONDS = 6;
const IDLE_MS = 1_500;
/** How often the local cloud polls a shard. */
const LOCAL_POLL_SECONDS = 0.25;

interface Calibration {
  readonly api: Api;
  readonly requests: RequestOnce;
  readonly system: System | undefined;
  readonly tokens: ReadonlyMap<string, string>;
  readonly likesPerSecond: number;
  readonly startMs: number;
  readonly signal: AbortSignal;
}

export const CALIBRATION_SECONDS = WARM_UP_SECONDS + MEASURED_SECONDS;

/** Returns the environment, and the recorders of the likes that it has sent. */
export async function calibrate(calibration: Calibration) {
  const { api, system, likesPerSecond, startMs, signal } = calibration;
  async function send(name: string, seconds: number) {
    const { actions } = makeLoad({
      ratesPerSecond: Array.from({ length: seconds }, () => likesPerSecond),
      hotShare: 0,
      seed: 0,
      postPrefix: `${name}-${startMs}-`,
      startMs,
    });
    const recorder = new Recorder();
    await sendLoad({ actions }, { ...calibration, recorder });
    await waitForCounts(api, truthOf(recorder.counting), { equalForMs: 0, signal });
    return recorder;
  }

  const warmUp = await send('warm-up', WARM_UP_SECONDS);
  const idle = system && (await cpuOf(system, () => sleep(IDLE_MS, undefined, { signal })));
  const measured = system && (await cpuOf(system, () => send('calibration', MEASURED_SECONDS)));
  const recorder = measured?.result ?? (await send('calibration', MEASURED_SECONDS));
  const percentiles = recorder.latencies.percentiles();
  const cpuMs = measured && idle && measured.cpuMs - (idle.cpuMs / idle.wallMs) * measured.wallMs;
  const environment: Environment = {
    ...(percentiles && { baseLatencyMs: percentiles.p50 }),
    ...(cpuMs !== undefined && { cpuMsPerLike: Math.max(0, cpuMs) / Math.max(1, recorder.sentCount) }),
    ...(system && { pollSeconds: LOCAL_POLL_SECONDS }),
  };
  return { environment, recorders: [warmUp, recorder] };
}

async function cpuOf<Result>(system: System, act: () => Promise<Result>) {
  const before = { cpuMs: system.readUsage().cpuMs, atMs: performance.now() };
  const result = await act();
  return {
    result,
    cpuMs: system.readUsage().cpuMs - before.cpuMs,
    wallMs: performance.now() - before.atMs,
  };
}
