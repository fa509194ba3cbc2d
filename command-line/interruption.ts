// Ctrl-C and SIGTERM ask a command for an orderly end. A second signal ends the process at once.

import { constants } from 'node:os';

/** npm passes on the Ctrl-C that the terminal has already sent to the whole process group. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Returns a signal that the first SIGINT or SIGTERM aborts.
 * @param sameSignalMs a signal that arrives this soon after the first one counts as the same signal
 */
export function onInterrupt(sameSignalMs = SAME_SIGNAL_MS): AbortSignal {
  const interrupted = new AbortController();
  let firstAtMs: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      const again = firstAtMs !== undefined && performance.now() - firstAtMs >= sameSignalMs;
      // The status that a shell expects of a process ended by the signal.
      if (again) process.exit(128 + constants.signals[name]);
      firstAtMs ??= performance.now();
      interrupted.abort();
    });
  return interrupted.signal;
}

/** Resolves once the signal is aborted. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
