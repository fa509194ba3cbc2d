// Decides which tokens a deployment accepts: those of the OpenID Connect issuer that it names, or else our own visitor tokens.

import { makeSecretsManager } from '../../adapters/clients.ts';
import { makeReadVisitorKeys } from '../../adapters/secrets-manager/visitor-keys.ts';
import { requireEnv } from '../runtime/require-env.ts';
import { makeCheckOidcToken } from './oidc-token.ts';
import { rememberTokens, type VerifyToken } from './verify-token.ts';
import { makeCheckVisitorToken } from './visitor-token.ts';

export function makeTokenVerifier(env: NodeJS.ProcessEnv, now: () => number): VerifyToken {
  const issuer = env['OIDC_ISSUER'];
  if (issuer) {
    const audience = requireEnv(env, 'OIDC_AUDIENCE');
    return rememberTokens({ check: makeCheckOidcToken({ issuer, audience, now }), now });
  }
  const keys = makeReadVisitorKeys({
    client: makeSecretsManager(),
    secretArn: requireEnv(env, 'VISITOR_KEY_SECRET_ARN'),
    now,
  });
  const basis = async () => (await keys()).value;
  return rememberTokens({ check: makeCheckVisitorToken({ keys, now }), now, basis });
}
