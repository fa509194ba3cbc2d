// The tokens that requests carry: good ones, and one of each kind that must be refused.

export interface Tokens {
  /** It is good, and the function has verified it before. */
  readonly known: string;
  /** Returns a good token that was not seen before. */
  readonly next: () => string;
  /** Returns a token whose signature does not fit. Each is another one. */
  readonly forged: () => string;
  readonly expired: string;
  readonly ofAnotherIssuer: string;
  readonly ofUnknownKey: string;
  readonly unsigned: string;
  readonly malformed: string;
  /** Its signature does not fit, and it is nearly as long as a token may be. */
  readonly longForged: string;
  readonly tooLong: string;
}

interface Signer {
  readonly header: object;
  readonly claims: object;
  /** Returns the signature of a text, or one that does not fit. */
  readonly sign: (text: string, isGood: boolean) => Buffer;
}

export function makeTokens({ header, claims, sign }: Signer, nowMs: number): Tokens {
  const nowSeconds = Math.floor(nowMs / 1_000);
  const make = (isGood: boolean, { head = {}, more = {} } = {}) => {
    const lasting = { sub: crypto.randomUUID(), iat: nowSeconds, exp: nowSeconds + 86_400 };
    const parts = [
      { ...header, ...head },
      { ...claims, ...lasting, ...more },
    ];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${sign(text, isGood).toString('base64url')}`;
  };
  return {
    known: make(true),
    next: () => make(true),
    forged: () => make(false),
    expired: make(true, { more: { exp: nowSeconds - 60 } }),
    ofAnotherIssuer: make(true, { more: { iss: 'another' } }),
    ofUnknownKey: make(false, { head: { kid: 'unknown' } }),
    unsigned: make(true, { head: { alg: 'none' } }),
    malformed: 'a.b.c',
    longForged: make(false, { more: { more: 'x'.repeat(5_500) } }),
    tooLong: 'x'.repeat(9_500),
  };
}
