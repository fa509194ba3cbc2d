// Sends the bursts over HTTP and keeps the expected counts. A request without an answer is repeated with the same ids until
// it has an answer, so all actions count.

import type { Action } from '../../traffic/action.ts';
import type { Api } from '../../traffic/api.ts';
import { sendActions } from '../../traffic/send.ts';
import type { Visitors } from '../../traffic/visitors.ts';
import { ACTIONS_PER_BATCH, makeBursts } from './burst.ts';
import { RunningTruth } from './running-truth.ts';

/** The share of the batches that is sent action by action, by PUT and DELETE. */
const SINGLE_SHARE = 0.02;
const REQUESTS_AT_A_TIME = 8;

export interface Workload {
  readonly truth: RunningTruth;
  /** Resolves when every action is accepted. */
  sendBurst(): Promise<void>;
}

export function makeWorkload({
  api,
  visitors,
  batchCount,
  random,
  signal,
}: {
  api: Api;
  visitors: Visitors;
  batchCount: number;
  random: () => number;
  signal: AbortSignal;
}): Workload {
  const bursts = makeBursts(batchCount, random);
  const truth = new RunningTruth();
  const send = (batches: Action[][], batchSize: number) =>
    sendActions(batches.flat(), { api, visitors, concurrency: REQUESTS_AT_A_TIME, batchSize, signal });
  return {
    truth,
    async sendBurst() {
      const batches = bursts.next(Date.now());
      truth.add(batches.flat());
      const singles = Math.ceil(batches.length * SINGLE_SHARE);
      await Promise.all([
        send(batches.slice(singles), ACTIONS_PER_BATCH),
        send(batches.slice(0, singles), 1),
      ]);
      signal.throwIfAborted();
    },
  };
}
