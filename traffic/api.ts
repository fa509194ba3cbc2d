// Calls the likes API over keep-alive connections, and retries after throttling, server errors and lost connections.
// undici's request() takes half the CPU of node:http here. That matters when a benchmark shares cores with the server.

import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { GaveUpError } from './api-errors.ts';
import { backoffMs } from './backoff.ts';
import { UsageError } from '../command-line/usage-error.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE' | 'POST';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

export interface Api {
  readonly origin: string;
  /** How many retries all requests together have needed so far. */
  readonly retries: number;
  /**
   * Returns the first answer that is not 429 or 5xx. Rejects with a GaveUpError, or an AbortError when the signal ends a
   * wait.
   */
  call(request: ApiRequest, signal?: AbortSignal): Promise<ApiAnswer>;
  /** Rejects with a UsageError when nobody answers at all. */
  checkReachable(): Promise<void>;
  close(): Promise<void>;
}

export interface ApiOptions {
  readonly url: string;
  /** 32 by default. */
  readonly connections?: number;
  /** How long one request is retried; 5 minutes by default. */
  readonly patienceMs?: number;
  /** Is called before each try of each request. When it throws, the request is not sent. */
  readonly beforeTry?: () => void;
  readonly now?: () => number;
  readonly random?: () => number;
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

const ANSWER_TIMEOUT_MS = 30_000;
const CONNECTION_FAILURES = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
]);

export function openApi(options: ApiOptions): Api {
  const { patienceMs = 5 * 60_000, now = Date.now, random = Math.random, wait = sleepFor } = options;
  const { origin, pathname } = new URL(options.url);
  const basePath = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, {
    connections: options.connections ?? 32,
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
  });
  let retries = 0;

  async function tryOnce({ path, ...request }: ApiRequest) {
    options.beforeTry?.();
    const { statusCode, headers, body } = await pool.request({ ...request, path: basePath + path });
    return { status: statusCode, text: await body.text(), retryAfter: headers['retry-after']?.toString() };
  }

  return {
    origin: origin + basePath,
    get retries() {
      return retries;
    },
    async call(request, signal) {
      if (signal) setMaxListeners(0, signal);
      const startMs = now();
      for (let failures = 1; ; failures++) {
        let failure: unknown;
        let retryAfter: string | undefined;
        try {
          const answer = await tryOnce(request);
          if (answer.status !== 429 && answer.status < 500) return answer;
          retryAfter = answer.retryAfter;
          failure = new Error(`answered ${answer.status}: ${answer.text.slice(0, 200)}`);
        } catch (error) {
          if (!isConnectionFailure(error)) throw error;
          failure = error;
        }
        if (now() - startMs > patienceMs) {
          const seconds = Math.round(patienceMs / 1_000);
          throw new GaveUpError(
            `${request.method} ${request.path} failed for ${seconds} s: ${String(failure)}`,
            { cause: failure },
          );
        }
        retries++;
        await wait(backoffMs(failures, retryAfter, { random, now }), signal);
      }
    },
    async checkReachable() {
      try {
        await tryOnce({ method: 'GET', path: '/v1/likes?posts=reachable' });
      } catch (error) {
        // A connection failure has a code. So has a certificate that is not for this address.
        if (codeOf(error) === '') throw error;
        throw new UsageError(`cannot reach ${origin} (${codeOf(error)})`, { cause: error });
      }
    },
    close: () => pool.close(),
  };
}

function isConnectionFailure(error: unknown): boolean {
  return CONNECTION_FAILURES.has(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

async function sleepFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal ? { signal } : {});
}
