// Solves the challenge that the API asks of a new visitor: a puzzle by itself, and any other by what the page brings along.

import type { Puzzle } from '../likes-challenge/likes-challenge.ts';
import type { Answer, Request } from './request.ts';
import type { Challenge, LikesClientOptions } from './types.ts';

/** Resolves with what to send as `Authorization`, or with the answer that says why there is no solution. */
export type SolveChallenge = (refusal: Answer) => Promise<string | Answer>;

export const makeSolveChallenge =
  (request: Request, own: LikesClientOptions['solveChallenge']): SolveChallenge =>
  async (refusal) => {
    const challenge = (await request('POST', 'challenges')) as Answer & Challenge & Puzzle;
    // While a deployment changes, one function asks for a solution and another one poses nothing.
    if (!challenge.kind) return challenge.status === 404 ? { status: 0 } : challenge;
    const isPuzzle = challenge.kind === 'proof-of-work';
    try {
      const solve = isPuzzle ? (await import('../likes-challenge/likes-challenge.ts')).solvePuzzle : own!;
      return 'Solution ' + (await solve(challenge));
    } catch {
      // The file could not be loaded, and may be later. A page that is not secure never has `crypto.subtle`, and a person who does not
      // solve a widget is not asked again by itself.
      return isPuzzle && crypto.subtle ? { status: 0 } : refusal;
    }
  };
