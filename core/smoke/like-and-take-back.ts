// The heart of a smoke test: a like of a post that nobody else likes is counted, once, and taken back.

import { LOOK_AT } from './look-at.ts';
import type { Ask } from './ports.ts';
import { expectJson, runStep } from './run-step.ts';
import type { SmokeRun } from './smoke-run.ts';
import { waitForCount } from './wait-for-count.ts';

/**
 * Returns how long the like took to be counted, from before it was sent until the count was read, in milliseconds. Rejects with a
 * SurpriseError when a step fails. It takes the like back in any case.
 */
export async function likeAndTakeBack(run: SmokeRun, token: string): Promise<number> {
  await runStep('reads the count 0', run, () => waitForCount(run, token, { count: 0 }));
  const sentMs = run.now();
  let countedMs: number;
  try {
    const id = await runStep('takes a like', run, () => takes(run, token, 'PUT'));
    await runStep('takes it again, as a repeat', run, () => takes(run, token, 'PUT', id));
    await runStep('counts it, once', run, () => waitForCount(run, token, { count: 1 }));
    countedMs = run.now();
  } catch (error) {
    await takeBack(run, token);
    throw error;
  }
  await runStep('takes it back', run, () => takes(run, token, 'DELETE'));
  await runStep('counts that too', run, () => waitForCount(run, token, { count: 0 }));
  return countedMs - sentMs;
}

/** Returns the id of the event. Giving the id of an earlier event repeats that event. */
async function takes(run: SmokeRun, token: string, method: 'PUT' | 'DELETE', id?: string): Promise<string> {
  const answer = await run.api.call(likeRequest(method, run.postId, token, id), run.signal);
  const lookAt = LOOK_AT.takes(answer.status, run.token !== undefined);
  return String(expectJson(answer, 202, 'id', lookAt)['id']);
}

/** Leaves nothing behind. The API may have taken the like although its answer was lost. */
async function takeBack({ api, postId, say }: SmokeRun, token: string): Promise<void> {
  try {
    const { status } = await api.call(likeRequest('DELETE', postId, token));
    say(status === 202 ? 'The like was taken back.' : `The like could not be taken back: ${status}.`);
  } catch (error) {
    say(`The like could not be taken back: ${(error as Error).message}`);
  }
}

export function likeRequest(method: 'PUT' | 'DELETE', postId: string, token: string, id?: string): Ask {
  const headers = { authorization: `Bearer ${token}`, ...(id !== undefined && { 'idempotency-key': id }) };
  return { method, path: `/v1/posts/${encodeURIComponent(postId)}/like`, headers };
}
