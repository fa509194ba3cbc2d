// Asks the service behind a widget whether a token of it is good: Turnstile, or any other that speaks the same `siteverify`.
// source: Cloudflare Turnstile, "Validate the token"; hCaptcha, "Verify the user response"

import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '../backoff.ts';

/** Thrown when the service does not say whether a token is good, or does not know us. */
export class SiteverifyError extends Error {
  override readonly name = 'SiteverifyError';
  readonly retryable = true;
}

export interface SiteverifyOptions {
  readonly url: string;
  /** What the service knows us by. */
  readonly secret: () => Promise<string>;
  readonly attemptTimeoutMs?: number;
  readonly now?: () => number;
}

/** A person waits, and the whole of it must end before the function's own time does. */
const ATTEMPT_TIMEOUT_MS = 2_000;
const ATTEMPTS = 2;
/**
 * How long an environment does not ask a service that let it wait, in milliseconds. All functions of an account share its concurrency,
 * so a flood of wrong solutions must not hold an environment for four seconds each. No token can make a service wait, and many another
 * failure may be due to the token.
 */
const REST_MS = 10_000;
/** Real answers take less than a kilobyte. */
const MAX_ANSWER_BYTES = 20_000;

/** The token is to blame for these. Anything else is our own mistake, or the service's. */
const BAD_TOKEN = new Set([
  'missing-input-response',
  'invalid-input-response',
  'timeout-or-duplicate',
  'expired-input-response',
  'already-seen-response',
  'invalid-or-already-seen-response',
]);

/**
 * Returns whether a token is good, which uses it up. Rejects with a SiteverifyError when the service does not say so, and with
 * the signal's reason.
 */
export function makeSiteverify({
  url,
  secret,
  attemptTimeoutMs = ATTEMPT_TIMEOUT_MS,
  now = Date.now,
}: SiteverifyOptions) {
  let restsUntilMs = -Infinity;
  return async (token: string, signal?: AbortSignal): Promise<boolean> => {
    if (now() < restsUntilMs) throw new SiteverifyError('siteverify did not answer a moment ago');
    const body = new URLSearchParams({
      secret: await secret(),
      response: token,
      // With the same key, a second attempt is not refused because the first one has used the token up.
      idempotency_key: crypto.randomUUID(),
    });
    for (let attempt = 1; ; attempt++) {
      try {
        return await askOnce(url, body, withTimeout(attemptTimeoutMs, signal));
      } catch (cause) {
        signal?.throwIfAborted();
        if (attempt === ATTEMPTS && isTimeout(cause)) restsUntilMs = now() + REST_MS;
        if (attempt === ATTEMPTS || cause instanceof SiteverifyError)
          throw new SiteverifyError('siteverify does not say whether a token is good', { cause });
      }
      await sleep(backoffMs(attempt), undefined, signal && { signal });
    }
  };
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

const withTimeout = (ms: number, signal: AbortSignal | undefined): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(ms), ...(signal ? [signal] : [])]);

async function askOnce(url: string, body: URLSearchParams, signal: AbortSignal): Promise<boolean> {
  const answer = await fetch(url, { method: 'POST', body, redirect: 'error', signal });
  const text = await readText(answer);
  // A refusal of the secret comes with 200 or 400, by service.
  if (answer.status >= 500 || answer.status === 429) throw new Error(`siteverify answers ${answer.status}`);
  const { success, 'error-codes': codes } = readAnswer(text);
  if (success === true) return true;
  if (success !== false) throw new Error('siteverify answers something else than it should');
  if (codes.includes('internal-error')) throw new Error('siteverify has an error of its own');
  if (codes.length > 0 && codes.every((code) => BAD_TOKEN.has(code))) return false;
  // Not even an operator would find the secret in it.
  throw new SiteverifyError(`siteverify refuses us: ${codes.join(', ').slice(0, 100)}`);
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`siteverify answers more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function readAnswer(text: string): { success: unknown; 'error-codes': string[] } {
  const { success, 'error-codes': codes } = Object(JSON.parse(text)) as Record<string, unknown>;
  return { success, 'error-codes': Array.isArray(codes) ? codes.map(String) : [] };
}
