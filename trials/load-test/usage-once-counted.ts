// Waits until the function that counts has received all likes of a run, and reads what they have used.

import { setTimeout as sleep } from 'node:timers/promises';
import type { System, Usage } from './system.ts';

const LOOK_INTERVAL_MS = 200;
/** Its last batch reports its units when it ends. The counts of throttles are up to 200 ms old. */
const LAST_BATCH_MS = 1_500;
/** What has not come by then does not come. The counts will show it. */
const PATIENCE_MS = 60_000;

/** Rejects when the signal is aborted. */
export async function usageOnceCounted(
  system: System,
  before: Usage,
  likes: number,
  signal: AbortSignal,
): Promise<{ readonly before: Usage; readonly after: Usage }> {
  const received = () => receivedBy(system.readUsage()) - receivedBy(before);
  const untilMs = performance.now() + PATIENCE_MS;
  while (received() < likes && performance.now() < untilMs)
    await sleep(LOOK_INTERVAL_MS, undefined, { signal });
  await sleep(LAST_BATCH_MS, undefined, { signal });
  return { before, after: system.readUsage() };
}

const receivedBy = ({ counting }: Usage): number => counting['RecordsReceived'] ?? 0;
