// Sends votes to a deployment and compares every count with the truth.

import { type Api, openApi } from '../../traffic/api.ts';
import type { Action } from '../../traffic/action.ts';
import { startProgress } from '../../command-line/progress.ts';
import { sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import { generateWorkload } from '../../traffic/workload.ts';

/** Thrown when counts have settled and differ from the truth. */
export class InexactError extends Error {
  override readonly name = 'InexactError';
}

export interface Votes {
  readonly seed: number;
  readonly actions: number;
  readonly users: number;
  readonly posts?: number;
  /** Two deployments get likes on the same posts when this is the same. */
  readonly postPrefix?: string;
}

/** Makes votes in which people change their minds, requests come twice, and newer actions overtake older ones. */
export function makeVotes({
  seed,
  actions,
  users,
  posts = 100,
  postPrefix = `seed-${seed}-`,
}: Votes): Action[] {
  const startMs = Date.now();
  return generateWorkload({
    seed,
    actions,
    users,
    posts,
    postPrefix,
    startMs,
    toggleShare: 0.3,
    repeatShare: 0.1,
  });
}

const CONCURRENCY = 8;
/** Counts that differ and have not changed for this long are wrong. */
const UNCHANGED_MS = 30_000;

/** Makes a client of a deployment, with visitors of its own. */
export function openVoting(url: string, signal: AbortSignal) {
  const api = openApi({ url, connections: CONCURRENCY, patienceMs: 60_000 });
  const visitors = makeVisitors(api);
  return {
    api,
    async send(label: string, actions: readonly Action[], batchSize = 1): Promise<void> {
      const progress = startProgress(label, actions.length);
      let accepted = 0;
      const onAccepted = () => progress.update(++accepted);
      await sendActions(actions, { api, visitors, concurrency: CONCURRENCY, batchSize, signal, onAccepted });
      progress.stop();
      signal.throwIfAborted();
    },
    expectExact: (actions: readonly Action[]) => expectExact(api, truthOf(actions), signal),
    close: () => api.close(),
  };
}

/** Returns how many likes the posts have. */
export async function expectExact(
  api: Api,
  truth: ReadonlyMap<string, number>,
  signal: AbortSignal,
  unchangedForMs = UNCHANGED_MS,
): Promise<number> {
  const settled = await waitForCounts(api, truth, { unchangedForMs, signal });
  signal.throwIfAborted();
  if (settled === 'interrupted') return 0;
  const { differences, likesCounted } = settled;
  const [first] = differences;
  if (!first) return likesCounted;
  throw new InexactError(
    `${differences.length} of ${truth.size} posts differ, first ${first.postId}: counted ${first.counted}, truth ${first.expected}`,
  );
}
