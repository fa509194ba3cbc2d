// Measures the machine before the run, at a load that cannot disturb anything. The plan's prediction is then about what the load
// does, and not about how fast this machine is.

import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../planner/predict.ts';
import { sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import type { Api } from '../../traffic/api.ts';
import { makeLoad } from './make-load.ts';
import type { Persons } from './persons.ts';
import type { Percentiles } from './latencies.ts';
import { Recorder } from './recorder.ts';
import type { RequestOnce } from './request-once.ts';
import { sendLoad } from './send-load.ts';
import type { System } from './system.ts';

const IDLE_MS = 1_500;
/** How often the local cloud polls a shard. */
const LOCAL_POLL_SECONDS = 0.25;

interface Calibration {
  readonly api: Api;
  readonly requests: RequestOnce;
  readonly system: System | undefined;
  readonly persons: Persons;
  readonly likesPerSecond: number;
  readonly seconds: number;
  readonly startMs: number;
  readonly signal: AbortSignal;
}

/** Rejects with a RefusedError when the API does not take likes. */
export async function calibrate(calibration: Calibration): Promise<Environment> {
  const { api, requests, system, persons, likesPerSecond, seconds, startMs, signal } = calibration;
  const { tokens, visitors } = persons;
  async function send(name: string) {
    const { actions } = makeLoad({
      ratesPerSecond: Array.from({ length: seconds }, () => likesPerSecond),
      hotShare: 0,
      seed: 0,
      postPrefix: `${name}-${startMs}-`,
      startMs,
    });
    const recorder = new Recorder();
    await sendLoad({ actions }, { requests, tokens, recorder, signal });
    // An API that refuses these for good refuses the run.
    await sendActions(recorder.unknown, { api, visitors, signal });
    await waitForCounts(api, truthOf(recorder.counting), { equalForMs: 0, signal });
    return recorder;
  }

  // The first likes start functions and compile code.
  await send('warm-up');
  const idle = system && (await cpuOf(system, () => sleep(IDLE_MS, undefined, { signal })));
  const measured = system && (await cpuOf(system, () => send('calibration')));
  const recorder = measured?.result ?? (await send('calibration'));
  const percentiles = recorder.latencies.percentiles();
  const cpuMs = measured && idle && measured.cpuMs - (idle.cpuMs / idle.wallMs) * measured.wallMs;
  return {
    ...(percentiles && {
      baseLatencyMs: percentiles.p50,
      latencySigma: sigmaOf(percentiles),
      baseLikesPerSecond: likesPerSecond,
    }),
    ...(cpuMs !== undefined && { cpuMsPerLike: Math.max(0, cpuMs) / Math.max(1, recorder.sentCount) }),
    ...(system && { pollSeconds: LOCAL_POLL_SECONDS, cores: availableParallelism() }),
  };
}

/** The 99% quantile of a standard normal distribution. */
const Z99 = 2.326;

/** Returns the sigma of the lognormal distribution with these percentiles. */
const sigmaOf = ({ p50, p99 }: Percentiles): number => Math.log(p99 / p50) / Z99;

async function cpuOf<Result>(system: System, act: () => Promise<Result>) {
  const before = { cpuMs: system.readUsage().cpuMs, atMs: performance.now() };
  const result = await act();
  return {
    result,
    cpuMs: system.readUsage().cpuMs - before.cpuMs,
    wallMs: performance.now() - before.atMs,
  };
}
