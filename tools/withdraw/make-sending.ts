// Wires the sending of a withdrawal to a deployment: with ids of the moment at which it began, at
// the pace that was asked for, and with progress.

import { setTimeout as sleep } from 'node:timers/promises';
import { V7Generator } from 'uuidv7';
import { startProgress } from '../../command-line/progress.ts';
import { makePace } from '../../traffic/pace.ts';
import type { RunState } from '../audit/state.ts';
import type { DeploymentPorts } from './deployment-ports.ts';
import type { RecordFile } from './record-file.ts';
import { sendUnlikes } from './send-unlikes.ts';
import { waitUntilCounted } from './tracers.ts';
import { WithdrawalStore } from './withdrawal-store.ts';

interface Sending {
  readonly state: RunState;
  readonly record: RecordFile | undefined;
  readonly startedMs: number;
  readonly perSecond: number;
  readonly signal: AbortSignal;
}

/** Returns how a withdrawal sends unlikes, and how it waits until they are counted. */
export function makeSending(
  ports: DeploymentPorts,
  { state, record, startedMs, perSecond, signal }: Sending,
) {
  const ids = new V7Generator();
  // All ids carry the time of the start. They beat every like that is withdrawn, and lose to what people send afterwards.
  const newId = () => ids.generateOrResetWithTs(startedMs).toString();
  const wait = (ms: number) => sleep(ms, undefined, { signal });
  const store = new WithdrawalStore(state);
  const say = makeSay();
  return {
    async sendUnlikes() {
      const total = store.unsent();
      if (!record || total === 0) return;
      const progress = startProgress('unlikes', total);
      const pace = makePace(perSecond);
      try {
        const { records } = ports;
        const onSent = (likes: number) => progress.update(likes);
        await sendUnlikes(
          { store, record, records, newId, now: Date.now, pace, wait, onSent },
          perSecond,
          signal,
        );
      } finally {
        progress.stop();
      }
    },
    waitUntilCounted: () => waitUntilCounted({ ...ports, newId, wait, say }),
  };
}

const SAY_INTERVAL_MS = 5_000;

/** Prints what is waited for, every few seconds. */
function makeSay(): (text: string) => void {
  let lastMs = Date.now();
  return (text) => {
    if (Date.now() - lastMs < SAY_INTERVAL_MS) return;
    lastMs = Date.now();
    console.error(text);
  };
}
