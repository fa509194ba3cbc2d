// Sends actions to the API, many at a time, until each has been accepted. They may arrive in any order, because their ids
// decide what counts.

import type { Action } from './action.ts';
import type { Api, ApiRequest } from './api.ts';
import { isAbortError, RefusedError } from './api-errors.ts';
import { batchActions } from './batch-actions.ts';
import { makePace } from './pace.ts';
import type { Visitors } from './visitors.ts';

export interface SendOptions {
  readonly api: Api;
  readonly visitors: Visitors;
  /** Requests in flight; 32 by default. */
  readonly concurrency?: number;
  /** No limit by default. */
  readonly actionsPerSecond?: number;
  /** Most actions of one user in a request. The default is 1, which sends them by PUT and DELETE. */
  readonly batchSize?: number;
  /** Ends the run early. Requests in flight are still awaited. */
  readonly signal?: AbortSignal;
  readonly onAccepted?: (action: Action, atMs: number) => void;
  readonly now?: () => number;
}

export interface SendOutcome {
  readonly accepted: number;
  readonly retries: number;
  readonly seconds: number;
  readonly interrupted: boolean;
}

/** Rejects with the first failure that retries could not mend, once nothing is in flight. */
export async function sendActions(actions: readonly Action[], options: SendOptions): Promise<SendOutcome> {
  const {
    api,
    visitors,
    concurrency = 32,
    actionsPerSecond,
    batchSize = 1,
    signal,
    onAccepted,
    now = Date.now,
  } = options;
  const pace = actionsPerSecond === undefined ? undefined : makePace(actionsPerSecond, now);
  const requests = (
    batchSize === 1 ? actions.map((action) => [action]) : batchActions(actions, batchSize)
  ).values();
  const failed = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  const startMs = now();
  const retriesBefore = api.retries;
  let accepted = 0;

  async function sendOneAfterTheOther(): Promise<void> {
    for (const batch of requests) {
      if (stop.aborted) return;
      await pace?.(batch.length, stop);
      await deliver(api, visitors, batch, stop);
      const atMs = now();
      accepted += batch.length;
      if (onAccepted) for (const action of batch) onAccepted(action, atMs);
    }
  }

  const senders = Array.from({ length: concurrency }, () =>
    sendOneAfterTheOther().catch((error: unknown) => {
      // A wait that is cut short because the run ends is not a failure.
      if (!(stop.aborted && isAbortError(error))) failed.abort(error);
    }),
  );
  await Promise.all(senders);
  if (failed.signal.aborted) throw failed.signal.reason;
  return {
    accepted,
    retries: api.retries - retriesBefore,
    seconds: (now() - startMs) / 1_000,
    interrupted: accepted < actions.length,
  };
}

async function deliver(api: Api, visitors: Visitors, batch: Action[], signal: AbortSignal): Promise<void> {
  const [first] = batch;
  if (!first) return;
  let token = await visitors.tokenOf(first.user, signal);
  for (;;) {
    const request = toRequest(batch, first, token);
    const answer = await api.call(request, signal);
    if (answer.status === 202) return;
    if (answer.status !== 401) throw new RefusedError(`${request.method} ${request.path}`, answer);
    token = await visitors.renew(first.user, token, signal);
  }
}

/** Other ids cannot stand in a path: API Gateway decodes `/` and `?` before it routes, and clients resolve `.` and `..`. */
const FITS_A_PATH = /^(?!\.{1,2}$)[^/?]+$/;

function toRequest(batch: readonly Action[], first: Action, token: string): ApiRequest {
  const authorization = `Bearer ${token}`;
  if (batch.length > 1 || !FITS_A_PATH.test(first.postId)) {
    const body = JSON.stringify({ actions: batch.map(({ postId, op, id }) => ({ postId, op, id })) });
    return {
      method: 'POST',
      path: '/v1/likes',
      headers: { authorization, 'content-type': 'application/json' },
      body,
    };
  }
  return {
    method: first.op === 'like' ? 'PUT' : 'DELETE',
    path: `/v1/posts/${encodeURIComponent(first.postId)}/like`,
    headers: { authorization, 'idempotency-key': first.id },
  };
}
