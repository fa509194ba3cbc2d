// Solves the puzzle that an API may ask of a new visitor. It is loaded only then. The tries run outside of the page's thread, so the
// page stays as it is, and no worker is needed that a Content-Security-Policy would have to allow.

export interface Puzzle {
  readonly salt: string;
  readonly target: string;
  readonly rounds: number;
  readonly most: number;
  readonly signature: string;
}

const TRIES_AT_A_TIME = 4;

const bytesOf = (text: string) => new TextEncoder().encode(text);
const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Rejects if no number solves it, and in a page that is not secure, where browsers have no `crypto.subtle`. */
export async function solvePuzzle({ salt, target, rounds, most, signature }: Puzzle): Promise<string> {
  const { subtle } = crypto;
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(salt), iterations: rounds };
  let next = 0;
  let answer: string | undefined;

  async function tryOneAfterTheOther() {
    while (!answer && next < most) {
      const password = await subtle.importKey('raw', bytesOf(String(next++)), 'PBKDF2', false, [
        'deriveBits',
      ]);
      const bits = new Uint8Array(await subtle.deriveBits(how, password, 256));
      if (base64url(bits.subarray(0, 16)) === target) answer = base64url(bits.subarray(16));
    }
  }

  await Promise.all(Array.from({ length: TRIES_AT_A_TIME }, tryOneAfterTheOther));
  if (!answer) throw new Error('no number solves the puzzle');
  return `${salt}.${signature}.${answer}`;
}
