// One run: load the votes, send them, wait for the counts, compare.

import { type Action, makeEventIds } from '../../traffic/action.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import type { ReplayOptions } from './options.ts';
import { startProgress } from '../../command-line/progress.ts';
import type { Report } from './report.ts';
import { type SendOutcome, sendActions } from '../../traffic/send.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { truthOfFile } from '../../traffic/file-truth.ts';
import { spreadUsers } from '../../traffic/spread-users.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors, type Visitors, type VisitorStore } from '../../traffic/visitors.ts';
import { readVotes } from '../../traffic/vote-file.ts';
import type { FileLines } from '../../traffic/vote-rows.ts';
import { generateWorkload } from '../../traffic/workload.ts';

export interface LoadedVotes {
  /** In the order of sending. */
  readonly actions: readonly Action[];
  /** Computes the likes that every post must have in the end. For a file it does not look at the actions. */
  readonly truth: () => ReadonlyMap<string, number>;
  /** Undefined when the votes do not come from a file. */
  readonly lines: FileLines | undefined;
  readonly notes: readonly string[];
}

/** Rejects with a UsageError when the file is bad. */
export async function loadVotes(
  { source, postPrefix }: ReplayOptions,
  startMs: number,
): Promise<LoadedVotes> {
  if ('generate' in source) {
    const actions = generateWorkload({ ...source.generate, postPrefix, startMs });
    return { actions, truth: () => truthOf(actions), lines: undefined, notes: [] };
  }
  const votes = await readVotes({ ...source, postPrefix, eventIdOf: makeEventIds(startMs) });
  const { actions, bytes, lines, notes } = votes;
  return {
    actions: source.format === 'movielens' ? spreadUsers(actions) : actions,
    truth: () => truthOfFile(bytes, { ...source, postPrefix }),
    lines,
    notes,
  };
}

export interface ReplayTarget {
  readonly url: string;
  /** When it is undefined, the visitors are forgotten after the run. */
  readonly visitorStore: VisitorStore | undefined;
  /** Ends the run early. The report then says what was done so far. */
  readonly signal: AbortSignal;
}

/** Sends the actions and, with `verify`, compares the counts with the truth. */
export async function replay(
  { actions, truth, lines }: LoadedVotes,
  options: ReplayOptions,
  { url, visitorStore, signal }: ReplayTarget,
): Promise<Report> {
  const api = openApi({ url, connections: options.concurrency });
  try {
    await api.checkReachable();
    const visitors = makeVisitors(api, visitorStore);
    const outcome = await sendWithProgress(actions, options, api, visitors, signal);
    const report = { actions: actions.length, lines, outcome, visitors, interrupted: outcome.interrupted };
    if (!options.verify || outcome.interrupted) return report;
    const comparison = await compareWithProgress(truth(), options, api, signal);
    return comparison === 'interrupted' ? { ...report, interrupted: true } : { ...report, comparison };
  } finally {
    await api.close();
  }
}

async function sendWithProgress(
  actions: readonly Action[],
  { concurrency, batchSize, actionsPerSecond }: ReplayOptions,
  api: Api,
  visitors: Visitors,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const progress = startProgress('sent   ', actions.length);
  let accepted = 0;
  const onAccepted = () => progress.update(++accepted);
  const rate = actionsPerSecond === undefined ? {} : { actionsPerSecond };
  try {
    return await sendActions(actions, { api, visitors, concurrency, batchSize, signal, onAccepted, ...rate });
  } finally {
    progress.stop();
  }
}

async function compareWithProgress(
  truth: ReadonlyMap<string, number>,
  { settleSeconds, timeoutSeconds }: ReplayOptions,
  api: Api,
  signal: AbortSignal,
) {
  const progress = startProgress('counted', truth.size);
  try {
    return await waitForCounts(api, truth, {
      unchangedForMs: settleSeconds * 1_000,
      timeoutMs: timeoutSeconds * 1_000,
      signal,
      onCompared: ({ posts, differences }) => progress.update(posts - differences.length),
    });
  } finally {
    progress.stop();
  }
}
