import { expect, test } from 'vitest';
import { readKeySet, writeKeySet } from '../../../adapters/secrets-manager/key-set.ts';
import { SecretError } from '../../../adapters/secrets-manager/kept-secret.ts';
import { makeVisitorKeys, type VisitorKeys } from '../../../adapters/secrets-manager/visitor-keys.ts';
import type { Puzzle } from '../../../core/challenge/challenge.ts';
import { solvePuzzle } from '../../../core/challenge/solve-puzzle.ts';
import { makeProofOfWork, PUZZLE_LIFETIME_MS } from '../../../lambdas/http/proof-of-work.ts';
import { isSignedBy } from '../../../lambdas/http/visitor-token.ts';

const NOW_MS = Date.UTC(2026, 10, 24);
const HOUR_MS = 3_600_000;
const OLD = { key: 'o'.repeat(32), createdAt: new Date(NOW_MS - 2 * HOUR_MS).toISOString() };
const NEW = { key: 'n'.repeat(32), createdAt: new Date(NOW_MS - HOUR_MS).toISOString() };
const keysOf = (...keys: (typeof OLD)[]) => makeVisitorKeys(readKeySet(writeKeySet({ keys })));

function start({ value = keysOf(OLD), ageMs = 0, most = 8 } = {}) {
  const world = { value, ageMs, nowMs: NOW_MS };
  const keys = async () => ({ value: world.value, ageMs: world.ageMs });
  const challenge = makeProofOfWork({ keys, now: () => world.nowMs, most });
  const pose = async () => (await challenge.pose()) as Puzzle;
  return Object.assign(world, { ...challenge, pose, solve: async () => solvePuzzle(await pose()) });
}

/** Changes the character at a place to another one that may stand there. */
const alter = (text: string, at: number) =>
  text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

test('a solution is refused whatever single character of it is altered, and stays good', async () => {
  const { solve, isSolvedBy } = start();
  const solution = await solve();
  for (let at = 0; at < solution.length; at++)
    expect(await isSolvedBy(alter(solution, at)), `altered at ${at}`).toBe(false);
  expect(await isSolvedBy(solution)).toBe(true);
});

test('an end that was moved is refused, because the signature covers it', async () => {
  const { solve, isSolvedBy } = start();
  const [kid, seconds, ...rest] = (await solve()).split('.');
  expect(await isSolvedBy([kid, Number(seconds) + 1, ...rest].join('.'))).toBe(false);
});

test.each(['', '.', '....', 'x'.repeat(8_192), 'a.1.b.c.d', `${'a.'.repeat(4_000)}a`, 'ключ', '\u0000'])(
  'what is no solution is refused: %j',
  async (solution) => expect(await start().isSolvedBy(solution)).toBe(false),
);

test('the answer of one puzzle does not solve another one', async () => {
  const { pose, isSolvedBy } = start();
  const [one, other] = [await pose(), await pose()];
  const answer = (await solvePuzzle(one)).split('.').at(-1);
  expect(await isSolvedBy(`${other.salt}.${other.signature}.${answer}`)).toBe(false);
  expect(await isSolvedBy(`${other.salt}.${one.signature}.${answer}`)).toBe(false);
});

test('the half that is told does not do as the answer', async () => {
  const { pose, isSolvedBy } = start();
  const { salt, signature, target } = await pose();
  expect(await isSolvedBy(`${salt}.${signature}.${target}`)).toBe(false);
});

test('a solution is good once, in the environment that has seen it', async () => {
  const { solve, isSolvedBy } = start();
  const solution = await solve();
  expect([await isSolvedBy(solution), await isSolvedBy(solution)]).toEqual([true, false]);
});

test('a solution is good until its puzzle ends', async () => {
  const world = start();
  const [one, other] = [await world.solve(), await world.solve()];
  world.nowMs += PUZZLE_LIFETIME_MS - 1;
  expect(await world.isSolvedBy(one)).toBe(true);
  world.nowMs += 1_001;
  expect(await world.isSolvedBy(other)).toBe(false);
});

test('a puzzle outlives a rotation of the keys, and not the revocation of its own', async () => {
  const world = start();
  const [one, other] = [await world.solve(), await world.solve()];
  world.value = keysOf(NEW, OLD);
  expect(await world.isSolvedBy(one)).toBe(true);
  world.value = keysOf(NEW);
  expect(await world.isSolvedBy(other)).toBe(false);
  expect(await world.isSolvedBy(await world.solve())).toBe(true);
});

test('with keys that may be too old, an unknown key is no reason to refuse', async () => {
  const world = start({ value: keysOf(NEW) });
  const solution = await world.solve();
  Object.assign(world, { value: keysOf(OLD), ageMs: HOUR_MS });
  await expect(world.isSolvedBy(solution)).rejects.toThrow(SecretError);
});

test('no puzzle is posed while no key signs', async () => {
  const value: VisitorKeys = { find: () => undefined, signing: () => undefined };
  await expect(start({ value }).pose()).rejects.toThrow(SecretError);
});

test('what a puzzle signs is not signed by the key of the tokens', async () => {
  const { value, solve } = start();
  const [kid, seconds, random, signature, answer] = (await solve()).split('.');
  const key = value.find(kid);
  expect(key && isSignedBy(`${kid}.${seconds}.${random}.${answer}.${signature}`, key)).toBe(false);
});

test('a puzzle of the usual size is solved within its numbers, and no smaller range does', async () => {
  const puzzle = await start({ most: 300 }).pose();
  expect(puzzle).toMatchObject({ kind: 'proof-of-work', rounds: 1_000, most: 300 });
  await expect(solvePuzzle({ ...puzzle, target: 'A'.repeat(22) })).rejects.toThrow('no number');
  expect(await solvePuzzle(puzzle)).toContain(puzzle.salt);
});
