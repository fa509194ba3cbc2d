// What does not go together with who may become a visitor is said in one line.

import type { Settings } from './setting-schemas.ts';

/** Returns why the deployment can ask for no challenge, or undefined. */
export const findChallengeProblem = ({ auth, challenge }: Settings): string | undefined =>
  typeof auth === 'object' && challenge !== undefined && challenge !== 'none'
    ? 'challenge: not with an oidcIssuer, where nobody becomes a visitor'
    : undefined;

/** Returns why the deployment can have no canary, or undefined. */
export function findCanaryProblem({ auth, challenge, target }: Settings): string | undefined {
  if (target === 'localstack') return 'canary: not with target=localstack';
  if (typeof challenge === 'object')
    return 'canary: not with turnstile, because the canary is no person; docs/canary.md says what to do';
  return typeof auth === 'object'
    ? 'canary: not with an oidcIssuer, because the canary is a visitor; docs/canary.md says what to do'
    : undefined;
}
