// Generates a secret as CloudFormation does for `GenerateSecretString`.

import { randomInt } from 'node:crypto';

const ALPHABETS = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789'];
// source: Secrets Manager API, GetRandomPassword
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const pick = (alphabet: string) => alphabet.charAt(randomInt(alphabet.length));

/**
 * Returns a random string with at least one character of each kind, as `RequireEachIncludedType` asks by default. Throws
 * RangeError if the length is too small for that.
 */
export function generateSecretString(length: number, excludePunctuation: boolean): string {
  const alphabets = excludePunctuation ? ALPHABETS : [...ALPHABETS, PUNCTUATION];
  if (length < alphabets.length)
    throw new RangeError(
      `PasswordLength ${length}: at least ${alphabets.length} are needed, one of each kind`,
    );
  const all = alphabets.join('');
  for (;;) {
    const secret = Array.from({ length }, () => pick(all)).join('');
    // The whole secret is drawn again, so that every position stays equally random.
    if (alphabets.every((alphabet) => secret.split('').some((character) => alphabet.includes(character))))
      return secret;
  }
}
