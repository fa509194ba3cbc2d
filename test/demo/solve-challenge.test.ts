import { expect, onTestFinished, test, vi } from 'vitest';
import type { Answer } from '../../demo/likes-client/request.ts';
import { makeProofOfWork } from '../../lambdas/http/proof-of-work.ts';
import { VISITOR_KEYS } from '../../trials/fuzz/tokens.ts';

interface Asked {
  readonly kind: string;
  readonly siteKey?: string;
}
// The types of the project leave out those of browsers, so the module is not named where the types are checked.
const path = '../../demo/likes-client/solve-challenge.ts';
const { makeSolveChallenge } = (await import(path)) as {
  makeSolveChallenge: (
    request: () => Promise<object>,
    own?: (challenge: Asked) => Promise<string>,
  ) => (refusal: Answer) => Promise<string | Answer>;
};

const REFUSAL: Answer = { status: 401, challenge: '/v1/challenges', detail: 'Solve a challenge first.' };
const WIDGET = { status: 201, kind: 'turnstile', siteKey: '0x4AAA' };

test.each([0, 429, 503])('without a challenge (%i) the reason is that there is none', async (status) => {
  const answer = { status, retryAfterMs: 7_000 };
  expect(await makeSolveChallenge(async () => answer)(REFUSAL)).toEqual(answer);
});

test('where a deployment is just changing, one function asks and another poses nothing, and the action waits', async () => {
  const solve = makeSolveChallenge(async () => ({ status: 404 }));
  expect(await solve(REFUSAL)).toEqual({ status: 0 });
});

test('a page that is not secure has nothing to solve a puzzle with, so it is refused and does not try for a day', async () => {
  onTestFinished(() => void vi.unstubAllGlobals());
  const puzzle = await makeProofOfWork({ ...VISITOR_KEYS, most: 2 }).pose();
  vi.stubGlobal('crypto', {});
  expect(await makeSolveChallenge(async () => puzzle)(REFUSAL)).toBe(REFUSAL);
});

test('a widget that the page cannot show leaves the refusal, which says what is missing', async () => {
  expect(await makeSolveChallenge(async () => WIDGET)(REFUSAL)).toBe(REFUSAL);
});

test('a person who does not solve a widget is refused, and not asked again', async () => {
  const solve = makeSolveChallenge(
    async () => WIDGET,
    () => Promise.reject(new Error('closed')),
  );
  expect(await solve(REFUSAL)).toBe(REFUSAL);
});

test('a widget is solved by the page, which gets its key', async () => {
  const own = async ({ siteKey }: Asked) => `token-of-${siteKey}`;
  expect(await makeSolveChallenge(async () => WIDGET, own)(REFUSAL)).toBe('Solution token-of-0x4AAA');
});

test('a puzzle that has no solution is tried again later', async () => {
  const puzzle = { kind: 'proof-of-work', salt: 's', target: 't', rounds: 1, most: 2, signature: 'x' };
  expect(await makeSolveChallenge(async () => puzzle)(REFUSAL)).toEqual({ status: 0 });
});

test('a puzzle is solved without the page, and the API takes the solution', async () => {
  const challenge = makeProofOfWork({ ...VISITOR_KEYS, most: 16 });
  const solve = makeSolveChallenge(challenge.pose);
  const [scheme, solution] = ((await solve(REFUSAL)) as string).split(' ');
  expect([scheme, await challenge.isSolvedBy(solution ?? '')]).toEqual(['Solution', true]);
});
