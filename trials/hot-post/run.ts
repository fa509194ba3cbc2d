// Takes a post through its life: it is cold, hot, cooling, and cold again. After each part its count is compared with the truth.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from '../../traffic/action.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import { sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import { generateWorkload } from '../../traffic/workload.ts';
import type { HotPostOptions } from './options.ts';
import type { Sample } from './sample-items.ts';

const COLD_LIKES_PER_SECOND = 2;
const COLD_SECONDS = 15;
const SAMPLE_INTERVAL_MS = 500;
/** The merger visits the post once a minute. It observes first that the post is hot, then that it is cool, then for how long. */
const MERGE_PATIENCE_MS = 5 * 60_000;

export interface Part {
  readonly name: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly actions: number;
  readonly expected: number;
  readonly counted: number;
  /** The counter items when the count had settled. */
  readonly items: Sample;
}

export interface HotPostRun {
  readonly parts: readonly Part[];
  readonly samples: readonly Sample[];
}

interface RunPorts {
  readonly url: string;
  readonly sample: () => Promise<Sample>;
  readonly postId: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export async function runHotPost(options: HotPostOptions, ports: RunPorts): Promise<HotPostRun> {
  const { sample, say, signal } = ports;
  const api = openApi({ url: ports.url });
  const samples: Sample[] = [];
  const sampling = new AbortController();
  const sampler = sampleUntil(AbortSignal.any([signal, sampling.signal]), sample, samples);
  try {
    const parts: Part[] = [];
    const workload = makeWorkload(options, ports.postId);
    const visitors = makeVisitors(api);
    const sent: Action[] = [];
    const play = async (name: string, actions: readonly Action[], actionsPerSecond: number) => {
      const fromMs = Date.now();
      say(`${name}: ${actions.length} likes and unlikes at ${actionsPerSecond}/s`);
      await sendActions(actions, { api, visitors, actionsPerSecond, signal });
      sent.push(...actions);
      parts.push({ ...(await settle(api, ports, sent)), name, fromMs, actions: actions.length });
    };

    await play('cold', workload.cold, COLD_LIKES_PER_SECOND);
    await play('hot', workload.hot, options.likesPerSecond);
    say('cooling: waiting for the merger, which visits the post once a minute');
    const fromMs = Date.now();
    await waitUntilMerged(samples, signal);
    parts.push({ ...(await settle(api, ports, sent)), name: 'merged', fromMs, actions: 0 });
    await play('cold again', workload.coldAgain, COLD_LIKES_PER_SECOND);
    return { parts, samples };
  } finally {
    sampling.abort();
    await sampler;
    await api.close();
  }
}

function makeWorkload({ seed, likesPerSecond, hotSeconds }: HotPostOptions, postId: string) {
  const cold = COLD_LIKES_PER_SECOND * COLD_SECONDS;
  const hot = likesPerSecond * hotSeconds;
  const actions = generateWorkload({
    seed,
    actions: cold + hot + cold,
    posts: 1,
    users: Math.ceil(hot / 4),
    toggleShare: 0.2,
    startMs: Date.now(),
  }).map((action) => ({ ...action, postId }));
  return {
    cold: actions.slice(0, cold),
    hot: actions.slice(cold, cold + hot),
    coldAgain: actions.slice(cold + hot),
  };
}

async function settle(api: Api, { sample, postId, signal }: RunPorts, sent: readonly Action[]) {
  const comparison = await waitForCounts(api, truthOf(sent), { signal, unchangedForMs: 15_000 });
  if (comparison === 'interrupted') throw signal.reason;
  const { likesExpected: expected, likesCounted: counted } = comparison;
  return { expected, counted, items: await sample(), untilMs: Date.now(), postId };
}

async function sampleUntil(
  signal: AbortSignal,
  sample: () => Promise<Sample>,
  samples: Sample[],
): Promise<void> {
  while (!signal.aborted) {
    samples.push(await sample());
    await sleep(SAMPLE_INTERVAL_MS, undefined, { signal }).catch(() => {});
  }
}

async function waitUntilMerged(samples: readonly Sample[], signal: AbortSignal): Promise<void> {
  const untilMs = Date.now() + MERGE_PATIENCE_MS;
  for (;;) {
    const last = samples.at(-1);
    if ((last && !last.split && last.openBuckets === 0) || Date.now() > untilMs) return;
    await sleep(SAMPLE_INTERVAL_MS, undefined, { signal });
  }
}
