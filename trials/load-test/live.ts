// Shows how a run goes while it goes. On a terminal it is one line that changes, elsewhere a line every few seconds. It is on
// stderr, so that stdout holds only the report.

import { setTimeout as sleep } from 'node:timers/promises';

export interface Live {
  stop(): Promise<void>;
}

export type LiveOut = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { write(text: string): unknown };

const LINE_INTERVAL_MS = 5_000;
const TERMINAL_INTERVAL_MS = 250;

export function showLive(describe: () => string, out: LiveOut = process.stderr): Live {
  const stopped = new AbortController();
  const write = () =>
    out.isTTY ? out.write(`\r${describe().slice(0, out.columns - 1)}\u001B[K`) : out.write(`${describe()}\n`);
  async function show(): Promise<void> {
    for (;;) {
      await sleep(out.isTTY ? TERMINAL_INTERVAL_MS : LINE_INTERVAL_MS, undefined, {
        signal: stopped.signal,
      }).catch(() => {});
      if (stopped.signal.aborted) return;
      write();
    }
  }
  const showing = show();
  return {
    async stop() {
      stopped.abort();
      await showing;
      write();
      if (out.isTTY) out.write('\n');
    },
  };
}
