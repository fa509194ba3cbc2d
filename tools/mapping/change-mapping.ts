// Pauses or resumes one event source mapping, and waits until Lambda has done so.

import {
  GetEventSourceMappingCommand,
  type LambdaClient,
  ResourceInUseException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';

const POLL_INTERVAL_MS = 1_000;
const PROGRESS_INTERVAL_MS = 5_000;

export interface ChangePorts {
  readonly lambda: LambdaClient;
  readonly say: (line: string) => void;
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Resolves when the mapping is in the state, also if it was there before. Rejects with an AbortError when the signal ends the wait. */
export async function changeMapping(
  { lambda, say, now, wait }: ChangePorts,
  uuid: string,
  wanted: 'Enabled' | 'Disabled',
  signal: AbortSignal,
): Promise<void> {
  const startMs = now();
  let saidMs = startMs;
  let isAsked = false;
  for (;;) {
    const { State: state = '' } = await lambda.send(new GetEventSourceMappingCommand({ UUID: uuid }));
    if (state === wanted) return;
    if (!isAsked && (state === 'Enabled' || state === 'Disabled'))
      isAsked = await ask(lambda, uuid, wanted === 'Enabled');
    if (now() - saidMs >= PROGRESS_INTERVAL_MS) {
      saidMs = now();
      say(`...  ${state}, after ${Math.round((saidMs - startMs) / 1_000)} s`);
    }
    await wait(POLL_INTERVAL_MS, signal);
  }
}

/** Returns false while another change is under way. */
async function ask(lambda: LambdaClient, UUID: string, Enabled: boolean): Promise<boolean> {
  try {
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    return true;
  } catch (error) {
    if (error instanceof ResourceInUseException) return false;
    throw error;
  }
}
