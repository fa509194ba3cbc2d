// Asks for the token of a new visitor, as programs do: where the API poses a puzzle first, it is solved.

import { CHALLENGE_PROBLEM, SOLUTION_SCHEME, type Puzzle } from './challenge.ts';
import { solvePuzzle } from './solve-puzzle.ts';

interface Ask {
  readonly method: 'POST';
  readonly path: string;
  readonly headers?: Record<string, string>;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Returns the last answer: 201 with a token, or why there is none. A challenge for a person is not solved, so its 401 is
 * returned.
 */
export async function askForVisitor(
  call: (ask: Ask) => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  const first = await call({ method: 'POST', path: '/v1/visitors' });
  if (!asksForSolution(first)) return first;
  const posed = await call({ method: 'POST', path: '/v1/challenges' });
  if (posed.status !== 201) return posed;
  const challenge = JSON.parse(posed.text) as Puzzle | { readonly kind: string };
  if (!isPuzzle(challenge)) return first;
  const authorization = `${SOLUTION_SCHEME} ${await solvePuzzle(challenge, signal)}`;
  return await call({ method: 'POST', path: '/v1/visitors', headers: { authorization } });
}

const asksForSolution = ({ status, text }: Answer): boolean =>
  status === 401 && text.includes(CHALLENGE_PROBLEM);

const isPuzzle = (challenge: { readonly kind: string }): challenge is Puzzle =>
  challenge.kind === 'proof-of-work';
