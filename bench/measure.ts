// Measures one run: sends an arrival to one side and waits until all of it is counted.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from '../traffic/action.ts';
import { sendActions } from '../traffic/send.ts';
import { waitForCounts } from '../traffic/settle.ts';
import { truthOf } from '../traffic/truth.ts';
import type { Arrival, ArrivalName } from './arrivals.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { CloudUsage } from './cloud-messages.ts';
import { type CountSeen, delaysOf, percentile } from './delays.ts';
import { CONNECTIONS, type Side, type SideName } from './side.ts';
import { type CountWatch, pickPosts, watchCounts } from './watch-counts.ts';

/** The name of the function that counts, and of the baseline in its place. */
const COUNTING_FUNCTION = 'batch-likes';
const POLL_INTERVAL_MS = 50;
/** Counts that differ and have not changed for this long are final. */
const UNCHANGED_MS = 15_000;

export interface Measurement {
  readonly arrival: ArrivalName;
  readonly side: SideName;
  readonly actions: number;
  readonly posts: number;
  readonly acceptedPerSecond: number;
  /** The rate from the first request until everything was counted. */
  readonly countedPerSecond: number;
  /** The time from 202 to counted. Undefined when a like cannot be found again in a count. */
  readonly delayMs: { readonly p50: number; readonly p99: number } | undefined;
  readonly postsDifferent: number;
  readonly retries: number;
  /** What the counting function reported: calls and units of the tables, and numbers of posts and records. */
  readonly counted: Readonly<Record<string, number>>;
  readonly cloudCpuMs: number;
  readonly clientCpuMs: number;
  readonly cloudRssBytes: number;
  readonly clientRssBytes: number;
}

interface RunOptions {
  readonly signal: AbortSignal;
  readonly onAccepted: () => void;
}

/** Rejects when the signal is aborted. */
export async function measure(
  side: Side,
  arrival: Arrival,
  actions: readonly Action[],
  { signal, onAccepted }: RunOptions,
): Promise<Measurement> {
  const { api, visitors, cloud, watcher } = side;
  const acceptedAtMs = new Map<string, number[]>();
  const watch = watchCounts(watcher, arrival.likesOnly ? pickPosts(actions) : []);
  collectGarbage();
  const before = await cloud.readUsage();
  const clientCpuBefore = process.cpuUsage();
  const startMs = performance.now();

  const sent = sendActions(actions, {
    api,
    visitors,
    concurrency: CONNECTIONS,
    signal,
    now: () => performance.now(),
    onAccepted({ postId }, atMs) {
      const times = acceptedAtMs.get(postId);
      if (times) times.push(atMs);
      else acceptedAtMs.set(postId, [atMs]);
      onAccepted();
    },
  });
  const outcome = await stopOnFailure(watch, sent);
  const after = await stopOnFailure(watch, waitForRecords(side, before, actions.length, signal));
  const clientCpu = process.cpuUsage(clientCpuBefore);
  const receivedMs = performance.now();
  const seen = await watch.stop();
  const { postsDifferent, settledMs } = await compare(side, arrival, actions, signal);

  return {
    arrival: arrival.name,
    side: side.name,
    actions: actions.length,
    posts: new Set(actions.map(({ postId }) => postId)).size,
    acceptedPerSecond: actions.length / outcome.seconds,
    countedPerSecond: (actions.length * 1_000) / ((settledMs ?? receivedMs) - startMs),
    delayMs: arrival.likesOnly ? summarizeDelays(acceptedAtMs, seen) : undefined,
    postsDifferent,
    retries: outcome.retries,
    counted: subtract(countedBy(after), countedBy(before)),
    cloudCpuMs: after.cpuMs - before.cpuMs,
    clientCpuMs: (clientCpu.user + clientCpu.system) / 1_000,
    cloudRssBytes: after.rssBytes,
    clientRssBytes: process.memoryUsage.rss(),
  };
}

const countedBy = ({ metrics }: CloudUsage) => metrics[COUNTING_FUNCTION] ?? {};
const receivedBy = (usage: CloudUsage) => countedBy(usage)['RecordsReceived'] ?? 0;

/** Waits until the function reports that it has received all records. Returns the most memory of all answers on the way. */
async function waitForRecords(
  { cloud }: Side,
  before: CloudUsage,
  records: number,
  signal: AbortSignal,
): Promise<CloudUsage> {
  let rssBytes = 0;
  for (;;) {
    const usage = await cloud.readUsage();
    rssBytes = Math.max(rssBytes, usage.rssBytes);
    if (receivedBy(usage) - receivedBy(before) >= records) return { ...usage, rssBytes };
    await sleep(POLL_INTERVAL_MS, undefined, { signal });
  }
}

async function stopOnFailure<Result>(watch: CountWatch, task: Promise<Result>): Promise<Result> {
  try {
    return await task;
  } catch (error) {
    // It may fail too, only because the counts cannot be read either.
    await watch.stop().catch(() => {});
    throw error;
  }
}

/**
 * Compares the counts with the truth. `settledMs` is when our counts became equal, if they were not equal at once. When the
 * baseline cannot count right, nothing waits for it.
 */
async function compare(side: Side, arrival: Arrival, actions: readonly Action[], signal: AbortSignal) {
  let comparisons = 0;
  const comparison = await waitForCounts(side.api, truthOf(actions), {
    equalForMs: 0,
    unchangedForMs: side.name === 'ours' || arrival.likesOnly ? UNCHANGED_MS : 0,
    signal,
    onCompared: () => comparisons++,
  });
  if (comparison === 'interrupted') throw new DOMException('interrupted', 'AbortError');
  return {
    postsDifferent: comparison.differences.length,
    settledMs: comparisons > 1 && side.name === 'ours' ? performance.now() : undefined,
  };
}

function summarizeDelays(
  acceptedAtMs: ReadonlyMap<string, readonly number[]>,
  seen: ReadonlyMap<string, readonly CountSeen[]>,
) {
  const delays = [...seen].flatMap(([postId, counts]) =>
    delaysOf(
      (acceptedAtMs.get(postId) ?? []).toSorted((a, b) => a - b),
      counts,
    ),
  );
  return { p50: percentile(delays, 0.5), p99: percentile(delays, 0.99) };
}

function subtract(after: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>) {
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]),
  );
}
