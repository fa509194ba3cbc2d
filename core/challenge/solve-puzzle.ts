// Solves a puzzle by trying one number after the other, as demo/likes-challenge does in a browser. The tries run outside of the
// event loop.

import type { Puzzle } from './challenge.ts';

/** Enough of them keep the other threads busy while one answer is looked at. */
const TRIES_AT_A_TIME = 4;
const HALF_BYTES = 16;

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Rejects if no number solves it, or with the signal's reason. */
export async function solvePuzzle(
  { salt, target, rounds, most, signature }: Omit<Puzzle, 'kind' | 'expiresAt'>,
  signal?: AbortSignal,
): Promise<string> {
  let next = 0;
  let answer: string | undefined;

  async function tryOneAfterTheOther(): Promise<void> {
    while (answer === undefined && next < most) {
      signal?.throwIfAborted();
      const found = await derive(salt, next++, rounds);
      if (found.target === target) answer = found.answer;
    }
  }

  await Promise.all(Array.from({ length: TRIES_AT_A_TIME }, tryOneAfterTheOther));
  if (answer === undefined) throw new Error('no number solves the puzzle');
  return `${salt}.${signature}.${answer}`;
}

async function derive(salt: string, number: number, iterations: number) {
  const password = await crypto.subtle.importKey('raw', bytesOf(String(number)), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(salt), iterations };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(how, password, 16 * HALF_BYTES));
  return { target: base64url(bits.subarray(0, HALF_BYTES)), answer: base64url(bits.subarray(HALF_BYTES)) };
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
