import '../../trials/fuzz/environment.ts';
import { describe, expect, test, vi } from 'vitest';
import { SiteverifyError } from '../../adapters/http/siteverify.ts';
import { CHALLENGE_PROBLEM, type Challenge, type Puzzle } from '../../core/challenge/challenge.ts';
import { askForVisitor } from '../../core/challenge/ask-for-visitor.ts';
import { solvePuzzle } from '../../core/challenge/solve-puzzle.ts';
import { makeProofOfWork } from '../../lambdas/http/proof-of-work.ts';
import { makeRateLimiter } from '../../lambdas/http/rate-limiter.ts';
import { makeVerifyOldToken } from '../../lambdas/http/renew-visitor.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeSignVisitorToken } from '../../lambdas/http/visitor-token.ts';
import { makeIssueVisitor } from '../../lambdas/issue-visitor.ts';
import { metrics } from '../../lambdas/runtime/telemetry.ts';
import { NOW_MS } from '../../trials/fuzz/fakes.ts';
import { VISITOR_KEYS, VISITOR_TOKEN } from '../../trials/fuzz/tokens.ts';
import { httpApiEvent } from './http-api-event.ts';

const POST = 'POST /v1/visitors';
const POSE = 'POST /v1/challenges';
const puzzles = () => makeProofOfWork({ ...VISITOR_KEYS, most: 8 });

function start(challenge: Challenge | undefined, limiter?: ReturnType<typeof makeRateLimiter>) {
  const newVisitorId = vi.fn(() => crypto.randomUUID());
  const signToken = vi.fn(makeSignVisitorToken(VISITOR_KEYS));
  const handler = serve(
    makeIssueVisitor({
      signToken,
      verifyOldToken: makeVerifyOldToken(VISITOR_KEYS),
      newVisitorId,
      challenge,
      ...(limiter && { limiter }),
    }),
  );
  async function ask(route: string, authorization?: string) {
    const headers = authorization === undefined ? {} : { authorization };
    const { statusCode: status, headers: sent, body } = await handler(httpApiEvent(route, { headers }));
    return {
      status,
      text: body,
      headers: sent as Record<string, string>,
      ...(JSON.parse(body) as Record<string, unknown>),
    };
  }
  return { ask, newVisitorId, signToken };
}

describe('a deployment with a proof of work', () => {
  test.each([undefined, 'Solution x', `Solution ${'x'.repeat(8_192)}`])(
    'makes nobody without a solution, and says where to get a puzzle: %j',
    async (authorization) => {
      const { ask, newVisitorId, signToken } = start(puzzles());
      expect(await ask(POST, authorization)).toMatchObject({
        status: 401,
        type: CHALLENGE_PROBLEM,
        challenge: '/v1/challenges',
        headers: {
          'content-type': 'application/problem+json',
          'www-authenticate': 'Solution',
          'cache-control': 'no-store',
        },
      });
      expect([newVisitorId, signToken].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
    },
  );

  test('issues one visitor for one solution', async () => {
    const { ask } = start(puzzles());
    const posed = await ask(POSE);
    expect(posed).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
    const solution = `Solution ${await solvePuzzle(JSON.parse(posed.text) as Puzzle)}`;
    expect((await ask(POST, solution)).status).toBe(201);
    expect(await ask(POST, solution)).toMatchObject({ status: 401, type: CHALLENGE_PROBLEM });
  });

  test('takes no solution with more around it, which would stay in the memory of used ones with it', async () => {
    const { ask } = start(puzzles());
    const solution = await solvePuzzle(JSON.parse((await ask(POSE)).text) as Puzzle);
    expect((await ask(POST, `Solution ${' '.repeat(8_000)}${solution}`)).status).toBe(401);
    expect((await ask(POST, `Solution ${solution}`)).status).toBe(201);
  });

  test('renews a token without a solution, and a bad token is still no reason for a puzzle', async () => {
    const { ask, newVisitorId } = start(puzzles());
    expect((await ask(POST, `Bearer ${VISITOR_TOKEN}`)).status).toBe(201);
    expect(await ask(POST, 'Bearer x.y.z')).toMatchObject({ status: 401, type: 'about:blank' });
    expect(newVisitorId).not.toHaveBeenCalled();
  });

  test('lets a program become a visitor that solves what it is asked', async () => {
    const { ask } = start(puzzles());
    const asked: string[] = [];
    const answer = await askForVisitor(({ method, path, headers }) => {
      asked.push(path);
      return ask(`${method} ${path}`, headers?.['authorization']);
    });
    expect(answer.status).toBe(201);
    expect(asked).toEqual(['/v1/visitors', '/v1/challenges', '/v1/visitors']);
  });

  test('bounds how many puzzles an address gets', async () => {
    const limiter = makeRateLimiter({ address: { perSecond: 1, burst: 2 }, now: () => NOW_MS });
    const { ask } = start(puzzles(), limiter);
    const statuses = [await ask(POSE), await ask(POSE), await ask(POSE)].map(({ status }) => status);
    expect(statuses).toEqual([201, 201, 429]);
  });
});

describe('a deployment with a widget', () => {
  const widget = (isSolvedBy: Challenge['isSolvedBy']): Challenge => ({
    pose: async () => ({ kind: 'turnstile', siteKey: '0x4AAA' }),
    isSolvedBy,
  });

  test('makes nobody while the service does not say whether a token is good', async () => {
    const counted = vi.spyOn(metrics, 'addMetric');
    const { ask, newVisitorId } = start(widget(() => Promise.reject(new SiteverifyError('down'))));
    expect(await ask(POST, 'Solution 0.token')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
    });
    expect(newVisitorId).not.toHaveBeenCalled();
    expect(counted.mock.calls.map(([name]) => name)).toContain('ChallengesUnchecked');
    counted.mockRestore();
  });

  test('tells the key of the widget, and takes the token of it as the solution', async () => {
    const seen: string[] = [];
    const { ask } = start(widget(async (solution) => seen.push(solution) > 0));
    expect(await ask(POSE)).toMatchObject({ status: 201, kind: 'turnstile', siteKey: '0x4AAA' });
    expect((await ask(POST, 'Solution 0.zrSn-_RHO7.h0==')).status).toBe(201);
    expect(seen).toEqual(['0.zrSn-_RHO7.h0==']);
  });

  test('is not for programs, which get its refusal back', async () => {
    const { ask } = start(widget(async () => true));
    const answer = await askForVisitor(({ method, path, headers }) =>
      ask(`${method} ${path}`, headers?.['authorization']),
    );
    expect(answer.status).toBe(401);
  });
});

test('a deployment without a challenge poses none, and issues visitors as before', async () => {
  const { ask } = start(undefined);
  expect((await ask(POSE)).status).toBe(404);
  expect((await ask(POST)).status).toBe(201);
  // A client that met the deployment while it still asked for one is let in.
  expect((await ask(POST, 'Solution a.b')).status).toBe(201);
});
