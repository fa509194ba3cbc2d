// Checks a deployment as a person would use it: becomes a visitor, likes a post of its own, sees the like counted, takes it
// back.

import { askForVisitor } from '../challenge/ask-for-visitor.ts';
import { likeAndTakeBack, likeRequest } from './like-and-take-back.ts';
import { LOOK_AT } from './look-at.ts';
import { expectJson, runStep, SurpriseError } from './run-step.ts';
import type { SmokeRun } from './smoke-run.ts';

const BAD_TOKEN = 'not-a-token';

/** Rejects with a SurpriseError when a step fails, and with an AbortError when the signal ends the run. */
export async function smoke(run: SmokeRun): Promise<void> {
  await runStep('describes itself', run, () => describesItself(run));
  const token = run.token ?? (await becomeVisitor(run));
  await runStep('refuses a bad token', run, () => refusesBadToken(run));
  await likeAndTakeBack(run, token);
}

/** Returns the token of a new visitor. */
export const becomeVisitor = (run: SmokeRun): Promise<string> =>
  runStep('issues a visitor', run, () => issuesVisitor(run));

async function describesItself({ api, signal }: SmokeRun): Promise<void> {
  const answer = await api.call({ method: 'GET', path: '/v1/openapi.json' }, signal);
  expectJson(answer, 200, 'openapi', LOOK_AT.describes);
}

async function issuesVisitor({ api, signal }: SmokeRun): Promise<string> {
  const answer = await askForVisitor((ask) => api.call(ask, signal), signal);
  return String(expectJson(answer, 201, 'token', LOOK_AT.visitor(answer.status))['token']);
}

async function refusesBadToken({ api, postId, signal }: SmokeRun): Promise<void> {
  const answer = await api.call(likeRequest('DELETE', postId, BAD_TOKEN), signal);
  if (answer.status === 401) return;
  throw new SurpriseError({ expected: '401', came: String(answer.status), lookAt: LOOK_AT.refuses });
}
