// What each setting of a deployment may be. The deployment file and the context are both checked with it.

import * as v from 'valibot';
import type { OwnDomain } from '../lib/api/own-domain.ts';
import type { ChallengeSettings } from '../lib/functions/challenge-access.ts';
import type { OperationsSettings } from '../lib/operations/operations-settings.ts';
import type { EdgeSettings } from '../lib/edge/edge-settings.ts';
import type { TableNames } from '../lib/data/likes-data-stack.ts';
import type { OidcIssuer } from '../lib/data/person-auth.ts';
import { type Rollout, rollouts } from '../lib/rollout/rollout.ts';
import { type Target, targets } from '../lib/target.ts';
import { rigNames, scenarioNames } from '../scenarios/index.ts';
import type { Fairness, LivePolicy, Scenario } from '../scenarios/scenario.ts';

/** What a source says. A setting that it does not mention is undefined. */
export interface Settings {
  /** A known one by its name, or one of the deployment’s own. */
  readonly scenario?: string | Scenario | undefined;
  readonly target?: Target | undefined;
  readonly region?: string | undefined;
  readonly auth?: 'visitors' | OidcIssuer | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  /** What a new visitor must solve first. */
  readonly challenge?: 'none' | ChallengeSettings | undefined;
  readonly domain?: OwnDomain | undefined;
  /** `false` takes away, for one run, what the file says. */
  readonly edge?: EdgeSettings | false | undefined;
  /** How counts get to those who look, in place of the scenario’s. */
  readonly live?: LivePolicy | undefined;
  readonly rollout?: Rollout | undefined;
  /** Whether the keys of visitors' tokens are rotated on a schedule. */
  readonly rotateKeys?: boolean | undefined;
  readonly tracing?: boolean | undefined;
  /** Whether a canary likes a post every few minutes. */
  readonly canary?: boolean | undefined;
  /** Alarms and dashboards. The context says whether there are any, and the file to whom alarms are sent. */
  readonly operations?: 'on' | 'off' | OperationsObject | undefined;
  readonly throttling?:
    | { readonly requestsPerSecond?: number | undefined; readonly burstRequests?: number | undefined }
    | undefined;
  readonly fairness?: { readonly [Limit in keyof Fairness]?: number | undefined } | undefined;
  readonly overrides?:
    | { readonly shards?: number | undefined; readonly batchWindowSeconds?: number | undefined }
    | undefined;
  /** Tables that are there already, such as restored ones. */
  readonly tables?: TableNames | undefined;
}

export interface OperationsObject extends OperationsSettings {
  /** The executions that the account may have at a time, if AWS has raised them. */
  readonly executionsAtATime?: number | undefined;
}

/** One line that names the setting, the value and what was expected. */
export interface BadSettings {
  readonly problem: string;
}

export interface Range {
  readonly least: number;
  readonly most: number;
}

// source: Kinesis API, UpdateShardCount
export const shards: Range = { least: 1, most: 10_000 };
// source: Lambda guide, event source mapping
export const batchWindowSeconds: Range = { least: 0, most: 300 };
/** A new account has at least ten. source: Lambda guide, quotas */
export const executionsAtATime: Range = { least: 10, most: 1_000_000 };
/** An account's quota can be raised, so that this only catches typing errors. */
export const throttlingRange: Range = { least: 1, most: 1_000_000 };

/** How few a limit of a person or an address may be. A list of 100 actions, or a read of 100 posts, must fit a burst. */
export const leastOfFairness: Readonly<Record<keyof Fairness, number>> = {
  actionsPerSecondPerPerson: 1,
  actionBurstPerPerson: 100,
  readsPerSecondPerPerson: 1,
  readBurstPerPerson: 100,
  actionsPerSecondPerAddress: 1,
  actionBurstPerAddress: 100,
  visitorsPerSecondPerAddress: 1,
  visitorBurstPerAddress: 1,
};

/** Makes a schema for each limit of a person or an address. */
export const eachFairness = <Schema>(make: (range: Range) => Schema): Record<keyof Fairness, Schema> =>
  Object.fromEntries(
    Object.entries(leastOfFairness).map(([key, least]) => [key, make({ least, most: throttlingRange.most })]),
  ) as Record<keyof Fairness, Schema>;

type Problem = { readonly input: unknown };
const asText = (input: unknown) => (typeof input === 'string' ? input : JSON.stringify(input));
export const isNot = (expected: string) => (it: Problem) => `"${asText(it.input)}" is not ${expected}`;
const isUnknown = (known: string) => (it: Problem) => `unknown "${asText(it.input)}"; ${known}`;

const textThat = (pattern: RegExp, expected: string, isGood: (text: string) => boolean = () => true) =>
  v.pipe(
    v.string(isNot(expected)),
    v.regex(pattern, isNot(expected)),
    v.check((text) => isGood(text), isNot(expected)),
  );

export const ScenarioName = v.picklist(
  [...scenarioNames, ...rigNames],
  isUnknown(`known scenarios: ${scenarioNames.join(', ')}; known rigs: ${rigNames.join(', ')}`),
);

export const TargetName = v.picklist(targets, isUnknown(`known: ${targets.join(', ')}`));

export const LiveName = v.picklist(['off', 'totals', 'push'], isNot('off, totals or push'));

export const ChallengeName = v.picklist(['none', 'proof-of-work'], isNot('none or proof-of-work'));

export const SiteKey = textThat(/^[\w.-]{1,200}$/, 'the public key of a widget');
// source: Secrets Manager API, GetSecretValue: only the whole ARN, with the six characters at its end, names one secret for ever
export const SecretArn = textThat(
  /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/,
  'the whole ARN of a secret',
);
export const VerifyUrl = textThat(
  /^https:[/]{2}[^?#\s]+$/,
  'an https URL without query and fragment',
  (text) => URL.canParse(text),
);

export const RolloutName = v.picklist(rollouts, isNot(rollouts.join(' or ')));

// The stage is a part of the stacks' names. CloudFormation cuts those off in the names of resources.
const MAX_STAGE_LENGTH = 16;
export const Stage = textThat(
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  `a name such as dev or pr-12: lower-case letters, digits and hyphens, up to ${MAX_STAGE_LENGTH}`,
  (text) => text.length <= MAX_STAGE_LENGTH,
);

export const Region = textThat(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'a region such as eu-west-1');

/** These match many origins. API Gateway knows no others: `https://*.example.com` would match nothing. */
// source: API Gateway guide, "Configure CORS for HTTP APIs in API Gateway"
const WILDCARDS = ['*', 'https://*', 'http://*'];
export const Origin = textThat(
  /^(\*|https?:[/]{2}[^\s/?#]+)$/,
  `an origin such as https://example.com, nor one of ${WILDCARDS.join(' ')}`,
  (text) =>
    WILDCARDS.includes(text) || (!text.includes('*') && URL.canParse(text) && new URL(text).origin === text),
);

export const DomainName = textThat(
  /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
  'a name such as likes.example.com',
);
export const CertificateArn = textThat(
  /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
  'the ARN of an ACM certificate',
);

// source: DynamoDB guide, naming rules
const TableName = textThat(/^[\w.-]{3,255}$/, 'the name of a table');
export const tableEntries = {
  counters: v.optional(TableName),
  likes: v.optional(TableName),
  posts: v.optional(TableName),
  timeline: v.optional(TableName),
};

/** A count says nothing without the ledger that it was made of. */
export const namesBothOrNeither = ({ counters, likes }: TableNames): boolean =>
  (counters === undefined) === (likes === undefined);

/** WAF's rule takes no fewer. */
// source: WAF API, RateBasedStatement
export const requestsPerFiveMinutes: Range = { least: 10, most: 2_000_000_000 };
export const WebAclArn = textThat(
  /^arn:aws[a-z-]*:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/,
  'the ARN of a web ACL of scope CLOUDFRONT',
);
export const PageDirectory = textThat(
  /^[\w.-]+(\/[\w.-]+)*$/,
  'a directory of this project such as demo/built',
  (text) => !text.split('/').includes('..'),
);

export const EmailAddress = textThat(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an address such as ops@example.com');
export const RunbookUrl = textThat(/^https?:[/]{2}[^\s#]+$/, 'the URL of a page, without a fragment');

// source: OpenID Connect Discovery 1.0, "Issuer Identifier"
export const Issuer = textThat(/^https:[/]{2}[^?#]+$/, 'an https URL without query and fragment', (text) =>
  URL.canParse(text),
);
export const Audience = textThat(/\S/, 'the audience of the issuer’s tokens');
