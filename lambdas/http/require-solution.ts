// Lets nobody become a new visitor without the solution of a challenge. Whoever shows an old token is no new visitor.

import { createMiddleware } from 'hono/factory';
import { type Challenge, CHALLENGE_PROBLEM, SOLUTION_SCHEME } from '../../core/challenge/challenge.ts';
import { routes } from '../../core/api/routes.ts';
import { addMetric } from '../runtime/telemetry.ts';
import type { LambdaEnv } from './lambda-env.ts';
import { problem } from './problem.ts';
import { MAX_TOKEN_BYTES } from './read-token.ts';

/** A solution is remembered, and V8 keeps the whole header with it. So only one space stands before it. */
const SOLUTION = new RegExp(`^${SOLUTION_SCHEME} ([\\w.~+/-]+=*)$`, 'i');
const MAX_CHARACTERS = SOLUTION_SCHEME.length + 1 + MAX_TOKEN_BYTES;

/** Sets `isNew` when the request has the solution of a challenge. Without a challenge everything passes. */
export function requireSolution(challenge: Challenge | undefined) {
  return createMiddleware<LambdaEnv & { Variables: { isNew: boolean } }>(async (c, next) => {
    const authorization = c.req.header('authorization');
    const solution = authorization === undefined ? undefined : readSolution(authorization);
    c.set('isNew', authorization === undefined || solution !== undefined);
    if (!challenge || !c.var.isNew) return await next();
    if (solution === undefined) return refuse('A new visitor must solve a challenge first.');
    if (await isSolved(challenge, solution, c.var.signal)) return await next();
    return refuse('The solution is wrong, was used before, or comes too late. Solve another challenge.');
  });
}

async function isSolved(challenge: Challenge, solution: string, signal: AbortSignal): Promise<boolean> {
  try {
    return await challenge.isSolvedBy(solution, signal);
  } catch (error) {
    addMetric('ChallengesUnchecked');
    throw error;
  }
}

function readSolution(authorization: string): string | undefined {
  return authorization.length > MAX_CHARACTERS ? undefined : SOLUTION.exec(authorization)?.[1];
}

const refuse = (detail: string): Response =>
  problem(401, detail, {
    type: CHALLENGE_PROBLEM,
    challenge: routes.poseChallenge.path,
    headers: { 'www-authenticate': SOLUTION_SCHEME },
  });
