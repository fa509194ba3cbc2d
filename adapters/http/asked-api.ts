// Calls the likes API over HTTP, as its clients do: what is throttled or fails for a moment is sent again.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Ask, type AskedApi, NoAnswerError } from '../../core/smoke/ports.ts';
import { backoffMs } from '../backoff.ts';

export interface AskedApiOptions {
  readonly url: string;
  /** How long one request is repeated, in milliseconds. */
  readonly patienceMs: number;
  readonly now: () => number;
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** A try that had less time would fail for that alone. */
const LEAST_TRY_MS = 1_000;

const sleepFor = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  sleep(ms, undefined, signal && { signal });

export function makeAskedApi({ url, patienceMs, now, wait = sleepFor }: AskedApiOptions): AskedApi {
  const base = url.replace(/\/+$/, '');
  return {
    async call(ask, signal) {
      const endMs = now() + patienceMs;
      for (let tries = 1; ; tries++) {
        const answer = await tryOnce(base, ask, Math.max(LEAST_TRY_MS, endMs - now()), signal);
        if (!(answer instanceof Error) && answer.status !== 429 && answer.status < 500) return answer;
        const waitMs = backoffMs(tries);
        if (now() + waitMs + LEAST_TRY_MS > endMs) throw gaveUp(ask, patienceMs, answer);
        await wait(waitMs, signal);
      }
    },
  };
}

/** Returns an error when no answer came. Rejects only when the signal ends the request. */
async function tryOnce(
  base: string,
  { method, path, headers = {} }: Ask,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Answer | Error> {
  try {
    const response = await fetch(base + path, {
      method,
      headers,
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    signal?.throwIfAborted();
    return error as Error;
  }
}

function gaveUp({ method, path }: Ask, patienceMs: number, last: Answer | Error): NoAnswerError {
  const why = last instanceof Error ? reasonOf(last) : `it answered ${last.status}`;
  return new NoAnswerError(`${method} ${path} failed for ${patienceMs / 1_000} s: ${why}`, { cause: last });
}

/** What fetch says itself is only that it failed. */
function reasonOf({ message, cause }: Error): string {
  if (!(cause instanceof Error)) return message;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
