// One load test: persons, calibration, the load, and then the wait until everything is counted.

import type { Plan } from '../../planner/plan.ts';
import { type Environment, predict } from '../../planner/predict.ts';
import { openApi } from '../../traffic/api.ts';
import type { Comparison } from '../../traffic/counts.ts';
import { sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import type { Budget } from './budget.ts';
import { calibrate } from './calibrate.ts';
import { type CrossCheck, crossCheck } from './cross-check.ts';
import { expectedCounts } from './expected-counts.ts';
import { judge } from './judge.ts';
import { Latencies } from './latencies.ts';
import { type LiveOut, showLive } from './live.ts';
import { makeLoad } from './make-load.ts';
import { measuredFigures, throttlesOf } from './measure.ts';
import { NAIVE_SETTLE_MS, openNaiveSide } from './naive-side.ts';
import type { LoadTestOptions } from './options.ts';
import { makePersons } from './persons.ts';
import { Recorder } from './recorder.ts';
import { makeRequestOnce } from './request-once.ts';
import type { Naive, Result } from './result.ts';
import { countBySecond } from './schedule.ts';
import { sendLoad } from './send-load.ts';
import { calibrationRate, planSetting } from './setting.ts';
import type { System, Usage } from './system.ts';
import { TIMING, type Timing } from './timing.ts';
import { DEFAULT_TOLERANCE } from './tolerance.ts';
import { usageOnceCounted } from './usage-once-counted.ts';
import { freshnessOf, watchFreshness } from './watch-freshness.ts';
import { type QueueWatch, watchQueue } from './watch-queue.ts';

export interface RunPorts {
  readonly plan: Plan;
  readonly url: string;
  /** Undefined for a deployed API, of which only the answers are known. */
  readonly system: System | undefined;
  /** Starts the naive design, to be loaded beside ours. */
  readonly openNaive: (() => Promise<System>) | undefined;
  readonly budget: Budget;
  readonly timing?: Timing;
  readonly say: (line: string) => void;
  readonly out?: LiveOut;
  readonly signal: AbortSignal;
}

/** Also resolves, with what is known by then, when the signal is aborted or the budget is spent. */
export async function runLoadTest(options: LoadTestOptions, ports: RunPorts): Promise<Result> {
  const { plan, url, system, openNaive, budget, timing = TIMING, say, out, signal } = ports;
  const stop = AbortSignal.any([signal, budget.exhausted]);
  const { setting, shape, ratesPerSecond } = planSetting(options, plan, system !== undefined);
  const startMs = Date.now();
  const postPrefix = `load-${startMs.toString(36)}-`;
  const load = makeLoad({ ...shape, ratesPerSecond, seed: options.seed, postPrefix, startMs });
  const seconds = ratesPerSecond.length;
  const api = openApi({ url, beforeTry: () => budget.spend() });
  const requests = makeRequestOnce(url, budget);
  const recorder = new Recorder();
  let environment: Environment = {};
  let freshness = new Latencies();
  let queue: QueueWatch | undefined;
  let usage: { readonly before: Usage; readonly after: Usage } | undefined;
  let comparison: Comparison | undefined;
  let naive: Naive | undefined;
  let checked: CrossCheck | undefined;

  async function play(): Promise<void> {
    const makers = { api, users: load.users, issueToken: system?.issueToken, label: 'persons' };
    const persons = await makePersons({ ...makers, signal: stop });
    const { tokens, visitors } = persons;
    const side = openNaive && (await openNaiveSide(await openNaive(), load, stop));
    try {
      say('calibrating: a few likes tell how fast this machine is');
      const likesPerSecond = calibrationRate(plan, setting.scale);
      const sending = { api, requests, system, persons, startMs, signal: stop };
      environment = await calibrate({ ...sending, likesPerSecond, seconds: options.calibrationSeconds });

      say(`${options.shape}: ${load.actions.length} likes in ${seconds} s`);
      const before = system?.readUsage();
      const runStartMs = performance.now();
      const now = () => performance.now() - runStartMs;
      const watch = watchFreshness(api, load.watchedPosts, recorder, now, stop);
      if (system?.readQueueDepth) queue = watchQueue(system.readQueueDepth, now, stop);
      const describe = () => describeProgress(now(), seconds, recorder, queue);
      const live = showLive(describe, out);
      try {
        const ours = sendLoad(load, { requests, tokens, recorder, signal: stop });
        await Promise.all([ours, side?.send(stop)]);
        await queue?.untilEmpty();
        stop.throwIfAborted();
        await sendActions(recorder.unknown, { api, visitors, signal: stop });
        for (const action of recorder.unknown) recorder.clearedUp(action);
        // Reading every count takes more units than a scaled table has. The figures are of the time before.
        usage = system && before && (await usageOnceCounted(system, before, recorder.counting.length, stop));
        const truth = expectedCounts(load.actions, recorder.counting);
        const { equalForMs, unchangedForMs } = timing;
        const settled = await waitForCounts(api, truth, { equalForMs, unchangedForMs, signal: stop });
        if (settled !== 'interrupted') comparison = settled;
      } finally {
        await live.stop();
        freshness = freshnessOf(recorder, await watch.stop());
        await queue?.stop();
        const after = system?.readUsage();
        usage ??= before && after && { before, after };
      }
      if (side)
        say(`the naive design has up to ${NAIVE_SETTLE_MS / 1_000} s to come to the end of its likes`);
      naive = await side?.settle(stop);
      if (options.crossCheck) {
        say('cross-check: autocannon drives the same rate');
        const path = `/v1/posts/${load.watchedPosts[0]}/likes`;
        const requestsPerSecond = Math.min(load.actions.length / seconds, likesPerSecond);
        checked = await crossCheck({ url, path, requestsPerSecond, requests, signal: stop });
      }
    } finally {
      await side?.close();
    }
  }

  try {
    await play();
  } catch (error) {
    // What fails after the end was asked for fails because of it.
    if (!stop.aborted) throw error;
  } finally {
    await Promise.all([api.close(), requests.destroy()]);
  }
  const endedBy = signal.aborted ? 'interruption' : budget.exhausted.aborted ? 'budget' : undefined;
  const predicted = predict(plan, {
    // The plan takes arrivals and scales them. A deployed API has its full limits, and gets what is sent.
    arrivalsPerSecond: countBySecond(
      load.actions.map(({ atMs }) => atMs),
      seconds,
    ).map((likes) => (system ? likes / setting.scale : likes)),
    scale: system ? setting.scale : 1,
    hotShare: shape.hotShare,
    tailIsNew: true,
    environment,
  });
  return {
    setting,
    environment,
    fates: recorder.fates,
    judgement: judge({
      predicted,
      measured: measuredFigures({ recorder, freshness, system: usage, queueSamples: queue?.samples }),
      likesSent: recorder.sentCount,
      senderLateMs: recorder.lateness.percentiles()?.p99 ?? 0,
      tolerance: endedBy ? undefined : (plan.scenario.tolerance ?? DEFAULT_TOLERANCE),
    }),
    latency: recorder.latencies.percentiles(),
    freshness: freshness.percentiles(),
    lateness: recorder.lateness.percentiles(),
    seconds: recorder.seconds(seconds),
    queueSamples: queue?.samples ?? [],
    comparison,
    requests: { spent: budget.spent, most: Number.isFinite(budget.most) ? budget.most : undefined },
    throttledBy: throttlesOf(usage)?.byComponent,
    naive,
    crossCheck: checked,
    endedBy,
  };
}

function describeProgress(
  nowMs: number,
  seconds: number,
  { sentCount, fates, latencies }: Recorder,
  queue: QueueWatch | undefined,
): string {
  const p99 = latencies.percentiles()?.p99;
  return [
    `${Math.round(nowMs / 1_000)}/${seconds} s`,
    `${sentCount} sent`,
    `${fates.accepted + fates.queued} taken`,
    `${fates.queued} queued`,
    `${fates.refused + fates.shed} refused`,
    ...(queue ? [`queue ${queue.samples.at(-1)?.messages ?? 0}`] : []),
    ...(p99 === undefined ? [] : [`p99 ${p99.toFixed(0)} ms`]),
  ].join(' · ');
}
