// Checks a deployment as a person would use it: becomes a visitor, likes a post of its own, sees the like counted, takes it
// back.

import type { ApiRequest } from '../../traffic/api.ts';
import { LOOK_AT } from './look-at.ts';
import { expectJson, runStep, SurpriseError } from './run-step.ts';
import type { SmokeRun } from './smoke-run.ts';
import { waitForCount } from './wait-for-count.ts';

const BAD_TOKEN = 'not-a-token';

/** Rejects with a SurpriseError when a step fails, and with an AbortError when the signal ends the run. */
export async function smoke(run: SmokeRun): Promise<void> {
  await runStep('describes itself', run, () => describesItself(run));
  const token = run.token ?? (await runStep('issues a visitor', run, () => issuesVisitor(run)));
  await runStep('refuses a bad token', run, () => refusesBadToken(run));
  await runStep('reads the count 0', run, () => waitForCount(run, token, { count: 0 }));
  try {
    const id = await runStep('takes a like', run, () => takes(run, token, 'PUT'));
    await runStep('takes it again, as a repeat', run, () => takes(run, token, 'PUT', id));
    await runStep('counts it, once', run, () => waitForCount(run, token, { count: 1 }));
  } catch (error) {
    await takeBack(run, token);
    throw error;
  }
  await runStep('takes it back', run, () => takes(run, token, 'DELETE'));
  await runStep('counts that too', run, () => waitForCount(run, token, { count: 0 }));
}

async function describesItself({ api, signal }: SmokeRun): Promise<void> {
  const answer = await api.call({ method: 'GET', path: '/v1/openapi.json' }, signal);
  expectJson(answer, 200, 'openapi', LOOK_AT.describes);
}

async function issuesVisitor({ api, signal }: SmokeRun): Promise<string> {
  const answer = await api.call({ method: 'POST', path: '/v1/visitors' }, signal);
  return String(expectJson(answer, 201, 'token', LOOK_AT.visitor(answer.status))['token']);
}

async function refusesBadToken({ api, postId, signal }: SmokeRun): Promise<void> {
  const answer = await api.call(likeRequest('DELETE', postId, BAD_TOKEN), signal);
  if (answer.status === 401) return;
  throw new SurpriseError({ expected: '401', came: String(answer.status), lookAt: LOOK_AT.refuses });
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

function likeRequest(method: 'PUT' | 'DELETE', postId: string, token: string, id?: string): ApiRequest {
  const headers = { authorization: `Bearer ${token}`, ...(id !== undefined && { 'idempotency-key': id }) };
  return { method, path: `/v1/posts/${encodeURIComponent(postId)}/like`, headers };
}
