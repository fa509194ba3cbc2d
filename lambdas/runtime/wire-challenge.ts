// Wires the challenge that the deployment asks of new visitors.

import { makeSecretsManager } from '../../adapters/clients.ts';
import { makeSiteverify } from '../../adapters/http/siteverify.ts';
import { makeSiteSecret } from '../../adapters/secrets-manager/site-secret.ts';
import type { ReadVisitorKeys } from '../../adapters/secrets-manager/visitor-keys.ts';
import type { Challenge } from '../../core/challenge/challenge.ts';
import { makeProofOfWork } from '../http/proof-of-work.ts';
import { requireEnv } from './require-env.ts';

/** Returns undefined where everybody may become a visitor. */
export function wireChallenge(
  env: NodeJS.ProcessEnv,
  keys: ReadVisitorKeys,
  now: () => number,
): Challenge | undefined {
  switch (env['CHALLENGE']) {
    case undefined:
      return undefined;
    case 'proof-of-work':
      return makeProofOfWork({ keys, now });
    case 'turnstile':
      return makeWidget(env, now);
    default:
      throw new Error('CHALLENGE names no challenge');
  }
}

function makeWidget(env: NodeJS.ProcessEnv, now: () => number): Challenge {
  const siteKey = requireEnv(env, 'SITE_KEY');
  const secretArn = requireEnv(env, 'SITE_SECRET_ARN');
  const secret = makeSiteSecret({ client: makeSecretsManager(), secretArn, now });
  return {
    pose: async () => ({ kind: 'turnstile', siteKey }),
    isSolvedBy: makeSiteverify({ url: requireEnv(env, 'SITEVERIFY_URL'), secret }),
  };
}
