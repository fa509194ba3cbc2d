// Likes where the deployment takes the tokens of an OpenID Connect issuer. Their signatures cost more than those of visitors.

import { bearer, type Kind } from './kind.ts';
import type { Tokens } from './tokens.ts';

const ALGORITHMS = { rsa: 'RS256', ec: 'ES256' } as const;

const kinds: readonly [name: string, status: number, token: (tokens: Tokens) => string][] = [
  ['a like, known token', 202, ({ known }) => known],
  ['a like, new token', 202, ({ next }) => next()],
  ['expired token', 401, ({ expired }) => expired],
  ['token of an unknown key', 401, ({ ofUnknownKey }) => ofUnknownKey],
  ['forged token', 401, ({ forged }) => forged()],
  ['the longest forged token', 401, ({ longForged }) => longForged],
];

export const issuerKinds: readonly Kind[] = (['rsa', 'ec'] as const).flatMap((issuer) =>
  kinds.map(
    ([name, status, tokenOf]): Kind => ({
      route: 'PUT /v1/posts/{postId}/like',
      name: `${ALGORITHMS[issuer]} of an issuer: ${name}`,
      answeredBy: 'accept-like',
      status,
      deployment: issuer,
      request: (tokens) => ({ parameters: { postId: 'post-1' }, headers: bearer(tokenOf(tokens)) }),
    }),
  ),
);
