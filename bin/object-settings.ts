// The settings of a deployment file that are objects, or one of two forms.

import * as v from 'valibot';
import { OwnScenario } from './own-scenario.ts';
import { objectOf, wholeNumber } from './schema-parts.ts';
import {
  EmailAddress,
  executionsAtATime,
  PageDirectory,
  requestsPerFiveMinutes,
  RunbookUrl,
  ScenarioName,
  SecretArn,
  SiteKey,
  VerifyUrl,
  WebAclArn,
} from './setting-schemas.ts';

/** Says what is wrong with the one of the two forms that was meant. */
export function problemOfScenario({ input }: { readonly input: unknown }): string {
  const meant = typeof input === 'object' && input !== null ? OwnScenario : ScenarioName;
  const [issue] = v.safeParse(meant, input).issues ?? [];
  const path = issue && v.getDotPath(issue);
  return path ? `${path}: ${issue.message}` : (issue?.message ?? 'is wrong');
}

export const EdgeObject = objectOf({
  page: v.optional(
    v.pipe(PageDirectory, v.description('The directory of the built page, relative to this project.')),
  ),
  webAclArn: v.optional(v.pipe(WebAclArn, v.description('A web ACL of WAF that you have made yourself.'))),
  requestsPerFiveMinutesPerAddress: v.optional(
    v.pipe(
      wholeNumber(requestsPerFiveMinutes),
      v.description('WAF refuses an address that sends more. The region must be us-east-1.'),
    ),
  ),
});

export const OperationsObject = objectOf({
  email: v.optional(
    v.pipe(
      v.array(EmailAddress, 'must be a list of addresses'),
      v.description('Who gets a mail when an alarm goes off, and when it is over.'),
    ),
  ),
  runbook: v.optional(
    v.pipe(RunbookUrl, v.description('Where docs/runbook.md can be read. Alarms link to its headings.')),
  ),
  executionsAtATime: v.optional(
    v.pipe(
      wholeNumber(executionsAtATime),
      v.description('The concurrent executions of the account, if they are not 1,000.'),
    ),
  ),
});

export const ChallengeObject = objectOf({
  turnstile: objectOf({
    siteKey: v.pipe(SiteKey, v.description('The public key of the widget, which pages show it with.')),
    secretArn: v.pipe(SecretArn, v.description('Where you have put the secret of the widget.')),
    verifyUrl: v.optional(
      v.pipe(VerifyUrl, v.description('The siteverify of another service. The default is Turnstile’s.')),
      'https://challenges.cloudflare.com/turnstile/v0/siteverify',
    ),
  }),
});

/** Makes the function that says what is wrong with the object, if one was meant. */
export const problemOfObject =
  (schema: v.GenericSchema, otherForm: string) =>
  ({ input }: { readonly input: unknown }): string => {
    if (typeof input !== 'object' || input === null) return `must be ${otherForm} or an object with options`;
    const [issue] = v.safeParse(schema, input).issues ?? [];
    const path = issue && v.getDotPath(issue);
    return path ? `${path}: ${issue.message}` : (issue?.message ?? 'is wrong');
  };
