// What a deployment asks of new visitors, and what issue-visitor needs for that. A proof of work needs nothing: its key is derived from
// those that sign tokens.

import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** A widget of Turnstile, or of a service with the same `siteverify`. */
export interface WidgetSettings {
  readonly siteKey: string;
  /** The owner has put the secret of the widget there. */
  readonly secretArn: string;
  readonly verifyUrl: string;
}

export type ChallengeSettings = 'proof-of-work' | { readonly turnstile: WidgetSettings };

interface Access {
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: readonly PolicyStatement[];
}

export function challengeAccess(challenge: ChallengeSettings | undefined): Access {
  if (challenge === undefined) return { environment: {}, permissions: [] };
  if (challenge === 'proof-of-work') return { environment: { CHALLENGE: challenge }, permissions: [] };
  const { siteKey, secretArn, verifyUrl } = challenge.turnstile;
  return {
    environment: {
      CHALLENGE: 'turnstile',
      SITE_KEY: siteKey,
      SITE_SECRET_ARN: secretArn,
      SITEVERIFY_URL: verifyUrl,
    },
    permissions: [
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] }),
    ],
  };
}
