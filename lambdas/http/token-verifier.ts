// Decides which tokens a deployment accepts: those of the OpenID Connect issuer that it names, or else our own visitor tokens.

import { makeSecretsManager } from '../../adapters/clients.ts';
import { makeVisitorKey } from '../../adapters/secrets-manager/visitor-key.ts';
import { requireEnv } from '../runtime/require-env.ts';
import { makeCheckOidcToken } from './oidc-token.ts';
import { rememberTokens, type VerifyToken } from './verify-token.ts';
import { makeCheckVisitorToken } from './visitor-token.ts';

export function makeTokenVerifier(env: NodeJS.ProcessEnv, now: () => number): VerifyToken {
  const issuer = env['OIDC_ISSUER'];
  const check = issuer
    ? makeCheckOidcToken({ issuer, audience: requireEnv(env, 'OIDC_AUDIENCE'), now })
    : makeCheckVisitorToken({
        key: makeVisitorKey({
          client: makeSecretsManager(),
          secretArn: requireEnv(env, 'VISITOR_KEY_SECRET_ARN'),
          now,
        }),
        now,
      });
  return rememberTokens({ check, now });
}
