// A puzzle that costs a machine some time to solve, and us one HMAC to check. Nothing of it is stored. An example:
//
//   salt       kid.1795000120.random         names the key and the end in seconds since 1970
//   number     5321 of 8192                  chosen at random, and then forgotten
//   bits       PBKDF2(number, salt, 1000)    the first half is the target, and the second half the answer
//   signature  HMAC(key, salt.answer)        only we can make it, so it proves salt and answer at once
//
// Whoever tries all numbers meets the target, and then has the answer: `salt.signature.answer` is the solution. Half of the numbers have to
// be tried on average, and never more than all.

import {
  createHmac,
  hkdfSync,
  type KeyObject,
  pbkdf2Sync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';
import { KEY_ANNOUNCED_MS } from '../../adapters/secrets-manager/key-set.ts';
import { SecretError } from '../../adapters/secrets-manager/kept-secret.ts';
import type { ReadVisitorKeys } from '../../adapters/secrets-manager/visitor-keys.ts';
import type { Challenge } from '../../core/challenge/challenge.ts';
import { makeUsedOnce, type UseOnce } from '../../core/challenge/used-once.ts';

/** The numbers of a puzzle. A core of 2026 tries some 8,000 a second, so a puzzle takes half a second on average. */
const MOST = 8_192;
/** A browser's call costs 0.03 ms by itself. With so many rounds it is a small part, and we make a puzzle in 0.12 ms. */
const ROUNDS = 1_000;

/** How long a puzzle may be solved, in milliseconds. It is much longer than a slow phone takes. */
export const PUZZLE_LIFETIME_MS = 2 * 60_000;

const HALF_BYTES = 16;

/** The one form of a solution. Whatever is longer is not searched. */
const SOLUTION = /^(([\w-]{8})\.(\d{10})\.[\w-]{22})\.([\w-]{22})\.([\w-]{22})$/;

interface ProofOfWorkOptions {
  readonly keys: ReadVisitorKeys;
  readonly now: () => number;
  readonly most?: number;
  readonly use?: UseOnce;
}

export function makeProofOfWork({
  keys,
  now,
  most = MOST,
  use = makeUsedOnce(),
}: ProofOfWorkOptions): Challenge {
  return {
    async pose() {
      const signing = (await keys()).value.signing(now());
      if (!signing) throw new SecretError('every key was revoked, and the new one does not sign yet');
      const expiresAtSeconds = Math.ceil((now() + PUZZLE_LIFETIME_MS) / 1_000);
      const salt = `${signing.kid}.${expiresAtSeconds}.${randomBytes(HALF_BYTES).toString('base64url')}`;
      const bits = pbkdf2Sync(String(randomInt(most)), salt, ROUNDS, 2 * HALF_BYTES, 'sha256');
      const answer = bits.subarray(HALF_BYTES).toString('base64url');
      return {
        kind: 'proof-of-work',
        salt,
        target: bits.subarray(0, HALF_BYTES).toString('base64url'),
        rounds: ROUNDS,
        most,
        signature: signatureOf(signing.key, salt, answer),
        expiresAt: new Date(expiresAtSeconds * 1_000).toISOString(),
      };
    },
    async isSolvedBy(solution) {
      const [, salt = '', kid, seconds, signature = '', answer = ''] = SOLUTION.exec(solution) ?? [];
      const expiresAtMs = Number(seconds) * 1_000;
      if (salt === '' || expiresAtMs <= now()) return false;
      const { value: known, ageMs } = await keys();
      const key = known.find(kid);
      // A key that these keys lack may be good when they are old, because Secrets Manager does not answer.
      if (!key && ageMs >= KEY_ANNOUNCED_MS) throw new SecretError('the visitor keys are too old');
      if (!key || !timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(key, salt, answer))))
        return false;
      return use(salt, expiresAtMs, now());
    },
  };
}

/** A key of its own for puzzles: what is signed here can never be a token. It changes with the key that it comes from. */
function signatureOf(key: KeyObject, salt: string, answer: string): string {
  const ofPuzzles = Buffer.from(hkdfSync('sha256', key, '', 'likes-counter/puzzles', 32));
  const mac = createHmac('sha256', ofPuzzles).update(`${salt}.${answer}`).digest();
  return mac.subarray(0, HALF_BYTES).toString('base64url');
}
