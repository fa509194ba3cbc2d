// The secret that CloudFormation generates for a template: `GenerateSecretString`.

import { randomInt } from 'node:crypto';

const ALPHABETS = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789'];
// source: Secrets Manager API, GetRandomPassword
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const pick = (alphabet: string) => alphabet.charAt(randomInt(alphabet.length));

/** A random string with at least one character of each kind, `RequireEachIncludedType`'s default. Throws RangeError. */
export function generateSecretString(length: number, excludePunctuation: boolean): string {
  const alphabets = excludePunctuation ? ALPHABETS : [...ALPHABETS, PUNCTUATION];
  if (length < alphabets.length)
    throw new RangeError(
      `PasswordLength ${length}: at least ${alphabets.length} are needed, one of each kind`,
    );
  const all = alphabets.join('');
  for (;;) {
    const secret = Array.from({ length }, () => pick(all)).join('');
    // Drawn again rather than patched, so that every place stays equally random.
    if (alphabets.every((alphabet) => secret.split('').some((character) => alphabet.includes(character))))
      return secret;
  }
}
