// The naive design beside ours: one write per like on the post's counter. It gets the same likes at the same times.

import { truthOf } from '../../traffic/truth.ts';
import { waitForCounts } from '../../traffic/settle.ts';
import { openApi } from '../../traffic/api.ts';
import { makeBudget } from './budget.ts';
import type { Load } from './make-load.ts';
import { makePersons } from './persons.ts';
import { Recorder } from './recorder.ts';
import { makeRequestOnce } from './request-once.ts';
import type { Naive } from './result.ts';
import { sendLoad } from './send-load.ts';
import type { System } from './system.ts';
import { subtractThrottles } from './throttles.ts';

/** Its counts are not waited for any longer once they stand still. */
const UNCHANGED_MS = 8_000;
/** What is throttled comes again and again, and is counted again, for as long as the stream keeps it. The figures are of this time. */
export const NAIVE_SETTLE_MS = 120_000;

export interface NaiveSide {
  send(signal: AbortSignal): Promise<void>;
  /** Returns what became of it, once its counts stand still. */
  settle(signal: AbortSignal): Promise<Naive>;
  close(): Promise<void>;
}

export async function openNaiveSide(system: System, load: Load, signal: AbortSignal): Promise<NaiveSide> {
  const api = openApi({ url: system.url });
  const requests = makeRequestOnce(system.url, makeBudget());
  const { users } = load;
  const { issueToken } = system;
  const { tokens } = await makePersons({ api, users, issueToken, label: 'naive: persons', signal });
  const recorder = new Recorder();
  const before = system.readUsage();
  return {
    send: (signal) => sendLoad(load, { requests, tokens, recorder, signal }),
    async settle(signal) {
      const comparison = await waitForCounts(api, truthOf(recorder.counting), {
        unchangedForMs: UNCHANGED_MS,
        timeoutMs: NAIVE_SETTLE_MS,
        signal,
      });
      const after = system.readUsage();
      return {
        fates: recorder.fates,
        throttles:
          after.throttles && before.throttles && subtractThrottles(after.throttles, before.throttles),
        counterWrites: (after.counting['CounterWrites'] ?? 0) - (before.counting['CounterWrites'] ?? 0),
        postsDifferent: comparison === 'interrupted' ? 0 : comparison.differences.length,
        posts: comparison === 'interrupted' ? 0 : comparison.posts,
      };
    },
    async close() {
      await Promise.all([api.close(), requests.destroy()]);
      await system.close();
    },
  };
}
