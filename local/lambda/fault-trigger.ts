// Runs inside the thread of an execution environment. It lets an invocation meet its fault at the request that the fault names.

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { InvocationFault } from './invocation-fault.ts';

// At `created` a request has not reached its socket yet; at `start` it has. At `finish` the head of the answer has arrived.
const REQUEST_CREATED = 'http.client.request.created';
const ANSWER_ARRIVED = 'http.client.response.finish';

const EXIT_CODE = 137;

export interface ArmedFault {
  /** Lets the fault happen now, unless it has happened already. */
  meet(): void;
}

/** @param onTimedOut reports a timeout, though the time is not up */
export function armFault({ kind, step, freezeMs }: InvocationFault, onTimedOut: () => void): ArmedFault {
  const channel = kind === 'killed-after' ? ANSWER_ARRIVED : REQUEST_CREATED;
  let steps = 0;
  let met = false;

  function meet() {
    if (met) return;
    met = true;
    unsubscribe(channel, onStep);
    if (kind === 'hang') standStill(Number.POSITIVE_INFINITY);
    else if (kind === 'zombie') {
      onTimedOut();
      standStill(freezeMs);
    } else process.exit(EXIT_CODE);
  }

  function onStep() {
    steps += 1;
    if (steps === step) meet();
  }

  subscribe(channel, onStep);
  return { meet };
}

/** Stops the whole thread, as a paused machine would. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
