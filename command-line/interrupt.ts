// Ctrl-C: the first one ends a run in order, the second one ends the process.

/** npm passes on the Ctrl-C that the terminal has sent already: what follows within this time is the same one. */
const SAME_INTERRUPT_MS = 1_000;

/** Aborted by the first SIGINT or SIGTERM. */
export function onInterrupt(): AbortSignal {
  const interrupted = new AbortController();
  let interruptedMs: number | undefined;
  function interrupt(): void {
    interruptedMs ??= Date.now();
    if (Date.now() - interruptedMs > SAME_INTERRUPT_MS) process.exit(130);
    interrupted.abort();
  }
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return interrupted.signal;
}
