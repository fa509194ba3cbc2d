// Ctrl-C and SIGTERM ask for an orderly stop; a second one ends the process at once.

import { constants } from 'node:os';

export interface StopSignal {
  /** Aborted once a stop is asked for. */
  readonly signal: AbortSignal;
  /** Settles once a stop is asked for. */
  readonly requested: Promise<void>;
}

/** npm passes on the Ctrl-C that the terminal has sent to the whole process group already. */
const SAME_SIGNAL_MS = 1_000;

/** @param sameSignalMs how soon after a signal the next one is still the same */
export function onStopSignal(sameSignalMs = SAME_SIGNAL_MS): StopSignal {
  const controller = new AbortController();
  let firstAtMs: number | undefined;
  const requested = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const)
      process.on(name, () => {
        firstAtMs ??= performance.now();
        const again = controller.signal.aborted && performance.now() - firstAtMs >= sameSignalMs;
        // The status that a shell expects of a process ended by the signal.
        if (again) process.exit(128 + constants.signals[name]);
        controller.abort();
        resolve();
      });
  });
  return { signal: controller.signal, requested };
}
