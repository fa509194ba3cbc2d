// Watches the invocations of batch-likes: how old its records are, and whether the next one is to be killed.

import type { WatchInvocation } from '../../../local/lambda/invocation-fault.ts';

export interface Workers {
  readonly watch: WatchInvocation;
  /** Kills the worker of the next batch in the middle of its work: what it has written stays, and the batch comes again. */
  killNext(): void;
  readonly killed: number;
  /** The age of the oldest record of the last seconds when it was handed to a worker, as CloudWatch's IteratorAge. */
  takeIteratorAgeMs(): number;
}

const ARRIVAL = '"approximateArrivalTimestamp":';

/** @param step the call at whose answer a worker is killed */
export function watchWorkers(step: number, now: () => number = Date.now): Workers {
  let wanted = 0;
  let killed = 0;
  let oldestMs = 0;
  return {
    watch(functionName, payloadJson) {
      if (!functionName.toLowerCase().includes('batchlikes')) return undefined;
      oldestMs = Math.max(oldestMs, now() - firstArrivalMs(payloadJson, now()));
      if (wanted === 0) return undefined;
      wanted -= 1;
      killed += 1;
      return { fault: { kind: 'killed-after', step, freezeMs: 0 } };
    },
    killNext() {
      wanted += 1;
    },
    get killed() {
      return killed;
    },
    takeIteratorAgeMs() {
      const taken = oldestMs;
      oldestMs = 0;
      return taken;
    },
  };
}

/** The payload is long, and its first record is its oldest. */
function firstArrivalMs(payloadJson: string, nowMs: number): number {
  const at = payloadJson.indexOf(ARRIVAL);
  const seconds = at === -1 ? Number.NaN : Number.parseFloat(payloadJson.slice(at + ARRIVAL.length, at + 40));
  return Number.isFinite(seconds) ? seconds * 1_000 : nowMs;
}
