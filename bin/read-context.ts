// Turns the CDK context (`-c key=value`) into a checked deployment, so that a typing error ends as one clear line.

import * as v from 'valibot';
import type { Deployment } from '../lib/make-likes-stacks.ts';
import { targets } from '../lib/target.ts';
import { findScenario, rigNames, scenarioNames } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';

interface BadContext {
  /** One line that names the key, the value and what was expected. */
  readonly problem: string;
}

// The stage is a part of the stacks' names. CloudFormation cuts those off in the names of resources.
const STAGE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAX_STAGE_LENGTH = 16;

// source: Kinesis API, UpdateShardCount
const MAX_SHARDS = 10_000;
// source: Lambda guide, event source mapping
const MAX_BATCH_WINDOW_SECONDS = 300;

// source: OpenID Connect Discovery 1.0, "Issuer Identifier"
const ISSUER = /^https:[/]{2}[^?#]+$/;
const DOMAIN_NAME = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const CERTIFICATE_ARN = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/;

type Problem = { readonly input: unknown };
const isNot = (expected: string) => (it: Problem) => `"${String(it.input)}" is not ${expected}`;
const isUnknown = (known: string) => (it: Problem) => `unknown "${String(it.input)}"; ${known}`;

/** A value as text: `-c` gives strings, and cdk.json can hold numbers too. */
const Text = v.pipe(
  v.unknown(),
  v.transform((value): unknown => (typeof value === 'string' ? value.trim() : JSON.stringify(value))),
  v.string(),
);

const textThat = (isGood: (text: string) => boolean, expected: string) =>
  v.pipe(Text, v.check(isGood, isNot(expected)));

/** An empty text means the same as none. */
const optionalTextThat = (isGood: (text: string) => boolean, expected: string) =>
  v.optional(
    textThat((text) => text === '' || isGood(text), expected),
    '',
  );

const wholeNumber = (least: number, most: number) =>
  v.pipe(
    textThat(
      (text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most,
      `a whole number from ${least} to ${most}`,
    ),
    v.transform(Number),
  );

const ScenarioOrRig = v.pipe(
  Text,
  v.transform((name): unknown => findScenario(name) ?? name),
  v.custom<Scenario>(
    (found) => typeof found === 'object',
    isUnknown(`known scenarios: ${scenarioNames.join(', ')}; known rigs: ${rigNames.join(', ')}`),
  ),
);

const isOrigin = (text: string) =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

const Origins = v.pipe(
  Text,
  v.transform((text) => (text === '' ? [] : [...new Set(text.split(',').map((origin) => origin.trim()))])),
  v.array(v.pipe(v.string(), v.check(isOrigin, isNot('an origin such as https://example.com')))),
);

const keys = {
  scenario: v.optional(ScenarioOrRig, 'social-media'),
  stage: v.optional(
    textThat(
      (text) => STAGE.test(text) && text.length <= MAX_STAGE_LENGTH,
      `a name such as dev or pr-12: lower-case letters, digits and hyphens, up to ${MAX_STAGE_LENGTH}`,
    ),
    'dev',
  ),
  shards: v.optional(wholeNumber(1, MAX_SHARDS)),
  batchWindowSeconds: v.optional(wholeNumber(0, MAX_BATCH_WINDOW_SECONDS)),
  target: v.optional(v.pipe(Text, v.picklist(targets, isUnknown(`known: ${targets.join(', ')}`))), 'aws'),
  allowedOrigins: v.optional(Origins, ''),
  domainName: optionalTextThat((text) => DOMAIN_NAME.test(text), 'a name such as likes.example.com'),
  certificateArn: optionalTextThat((text) => CERTIFICATE_ARN.test(text), 'the ARN of an ACM certificate'),
  oidcIssuer: optionalTextThat(
    (text) => ISSUER.test(text) && URL.canParse(text),
    'an https URL without query and fragment',
  ),
  oidcAudience: v.optional(Text, ''),
};

const Keys = v.strictObject(keys, `there is no such context; known: ${Object.keys(keys).join(', ')}`);
type Keys = v.InferOutput<typeof Keys>;

/** A rule about several keys. Its problem names the key, which that of a single key need not. */
const rule = (holds: (all: Keys) => boolean, problem: `${keyof Keys}: ${string}`) => v.check(holds, problem);

const needs = (key: keyof Keys, missing: keyof Keys, pair: string) =>
  rule((all) => all[key] === '' || all[missing] !== '', `${missing}: missing; ${pair} go together`);

const Context = v.pipe(
  Keys,
  rule(
    ({ target, allowedOrigins }) => target !== 'localstack' || allowedOrigins.length === 0,
    'allowedOrigins: not with target=localstack, whose REST API has no CORS',
  ),
  needs('certificateArn', 'domainName', 'domainName and certificateArn'),
  needs('domainName', 'certificateArn', 'domainName and certificateArn'),
  rule(
    ({ target, domainName }) => target !== 'localstack' || domainName === '',
    'domainName: not with target=localstack',
  ),
  needs('oidcAudience', 'oidcIssuer', 'oidcIssuer and oidcAudience'),
  needs('oidcIssuer', 'oidcAudience', 'oidcIssuer and oidcAudience'),
);

function toDeployment({ scenario, stage, target, allowedOrigins, ...rest }: Keys): Deployment {
  const { stream, eventSourceMapping } = scenario;
  const { shards = stream.shards, batchWindowSeconds = eventSourceMapping.batchWindowSeconds } = rest;
  const { domainName, certificateArn, oidcIssuer: issuer, oidcAudience: audience } = rest;
  return {
    scenario: {
      ...scenario,
      stream: { ...stream, shards },
      eventSourceMapping: { ...eventSourceMapping, batchWindowSeconds },
    },
    stage,
    target,
    allowedOrigins,
    ownDomain: domainName === '' ? undefined : { domainName, certificateArn },
    oidc: issuer === '' ? undefined : { issuer, audience },
  };
}

/** Keys of the CDK itself: feature flags, and what it found out about an account. */
const isOfTheCdk = (key: string) => /[@:]/.test(key);

/** The deployment that the context describes, or what is wrong with it. */
export function readContext(context: Readonly<Record<string, unknown>>): Deployment | BadContext {
  const ours = Object.entries(context).filter(([key]) => !isOfTheCdk(key));
  const { success, output, issues } = v.safeParse(Context, Object.fromEntries(ours));
  if (success) return toDeployment(output);
  // An unknown key comes first. It may be a known one misspelt, and so the reason why that one is missing.
  const { path, message } = issues.find(({ type }) => type === 'strict_object') ?? issues[0];
  return { problem: path ? `${String(path[0].key)}: ${message}` : message };
}
