// Asks the local cloud how the stage is, and presses its buttons. Only a local cloud answers.

import type { State } from './sample.ts';

/** Another site's page cannot send it. */
const headers = { 'x-control-room': '1' };
const PATIENCE_MS = 5_000;

/** Returns `elsewhere` where there is no control room, and undefined where nobody answers. */
export async function readState(afterMs: number): Promise<State | 'elsewhere' | undefined> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(`/control/state?after=${afterMs}`, { headers, signal });
    const isJson = response.headers.get('content-type') === 'application/json';
    if (response.ok && isJson) return (await response.json()) as State;
    return response.status >= 500 ? undefined : 'elsewhere';
  } catch {
    // The local cloud has ended, or the machine is busy. The page asks again.
    return undefined;
  }
}

/** Returns why the button did nothing, or undefined. */
export async function press(button: string): Promise<string | undefined> {
  try {
    const response = await fetch(`/control/actions/${button}`, { method: 'POST', headers });
    return response.ok ? undefined : ((await response.json()) as { detail: string }).detail;
  } catch {
    return 'The local cloud does not answer.';
  }
}
