// Fuzzes the solutions of puzzles. Only the one that solves a puzzle of ours is taken, once. Everything else is refused, and nothing makes
// the check fail.

import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Puzzle } from '../../core/challenge/challenge.ts';
import { solvePuzzle } from '../../core/challenge/solve-puzzle.ts';
import { makeProofOfWork } from '../../lambdas/http/proof-of-work.ts';
import { mutatedBytes } from './mutated-bytes.ts';
import { makeTarget } from './target.ts';
import { VISITOR_KEYS } from './tokens.ts';

const posed = makeProofOfWork({ ...VISITOR_KEYS, most: 4 });
const solve = async () => solvePuzzle((await posed.pose()) as Puzzle);
const GOOD = [await solve(), await solve()] as const;

const parts = fc.oneof(
  fc.constantFrom(...GOOD.flatMap((solution) => solution.split('.'))),
  fc.constantFrom('', '0000000000', '9999999999', '-1', '1e9', 'A'.repeat(22)),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

export const solutionTexts: fc.Arbitrary<string> = fc.oneof(
  fc.array(parts, { minLength: 3, maxLength: 7 }).map((list) => list.join('.')),
  mutatedBytes(fc.constant(Buffer.from(GOOD[0]))).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.string({ unit: 'binary' }),
  fc.nat(9_000).map((length) => GOOD[0].padEnd(length, 'A')),
);

export const forgedSolutions = makeTarget('forged-solutions', solutionTexts, async (solution) => {
  // An environment that has seen nothing yet.
  const { isSolvedBy } = makeProofOfWork(VISITOR_KEYS);
  assert.equal(await isSolvedBy(solution), GOOD.includes(solution));
  assert.equal(await isSolvedBy(solution), false);
});
