// Ctrl-C and SIGTERM ask for an orderly stop; a second one ends the process at once.

import { constants } from 'node:os';

export interface StopSignal {
  /** Aborted once a stop is asked for. */
  readonly signal: AbortSignal;
  /** Settles once a stop is asked for. */
  readonly requested: Promise<void>;
}

export function onStopSignal(): StopSignal {
  const controller = new AbortController();
  const requested = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const)
      process.on(name, () => {
        // The status that a shell expects of a process ended by the signal.
        if (controller.signal.aborted) process.exit(128 + constants.signals[name]);
        controller.abort();
        resolve();
      });
  });
  return { signal: controller.signal, requested };
}
