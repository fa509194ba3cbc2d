// Turns the CDK context (`-c key=value`) into a checked deployment, so that a typing error ends as one clear line.

import type { Deployment } from '../lib/make-likes-stacks.ts';
import type { OwnDomain } from '../lib/api/own-domain.ts';
import type { OidcIssuer } from '../lib/data/person-auth.ts';
import { type Target, targets } from '../lib/target.ts';
import { findScenario, scenarioNames } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';

interface BadContext {
  /** One line that names the key, the value and what was expected. */
  readonly problem: string;
}

/** All that can be set. */
const KEYS = [
  'scenario',
  'stage',
  'shards',
  'batchWindowSeconds',
  'target',
  'allowedOrigins',
  'domainName',
  'certificateArn',
  'oidcIssuer',
  'oidcAudience',
] as const;
type Key = (typeof KEYS)[number];

/** The value of a context key, undefined where it is not set. */
type Lookup = (key: Key) => unknown;

// Stands in the names of the stacks and, cut off by CloudFormation, in those of their resources.
const STAGE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAX_STAGE_LENGTH = 16;

// source: Kinesis API, UpdateShardCount
const MAX_SHARDS = 10_000;
// source: Lambda guide, event source mapping
const MAX_BATCH_WINDOW_SECONDS = 300;

const isBad = (value: object): value is BadContext => 'problem' in value;

function readText(lookup: Lookup, key: Key): string | undefined {
  const value = lookup(key);
  // cdk.json can hold numbers too.
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

function readScenario(lookup: Lookup): { scenario: Scenario } | BadContext {
  const name = readText(lookup, 'scenario') ?? 'social-media';
  const scenario = findScenario(name);
  if (!scenario) return { problem: `scenario: unknown "${name}"; known: ${scenarioNames.join(', ')}` };
  const { stream, eventSourceMapping } = scenario;
  const shards = readWhole(lookup, 'shards', [1, MAX_SHARDS], stream.shards);
  if (typeof shards === 'object') return shards;
  const batchWindowSeconds = readWhole(
    lookup,
    'batchWindowSeconds',
    [0, MAX_BATCH_WINDOW_SECONDS],
    eventSourceMapping.batchWindowSeconds,
  );
  if (typeof batchWindowSeconds === 'object') return batchWindowSeconds;
  return {
    scenario: {
      ...scenario,
      stream: { ...stream, shards },
      eventSourceMapping: { ...eventSourceMapping, batchWindowSeconds },
    },
  };
}

function readWhole(
  lookup: Lookup,
  key: Key,
  [least, most]: readonly [number, number],
  missing: number,
): number | BadContext {
  const text = readText(lookup, key);
  if (text === undefined) return missing;
  const value = Number(text);
  return /^\d+$/.test(text) && value >= least && value <= most
    ? value
    : { problem: `${key}: "${text}" is not a whole number from ${least} to ${most}` };
}

function readStage(lookup: Lookup): { stage: string } | BadContext {
  const stage = readText(lookup, 'stage') ?? 'dev';
  if (STAGE.test(stage) && stage.length <= MAX_STAGE_LENGTH) return { stage };
  return {
    problem: `stage: "${stage}" is not a name such as dev or pr-12: lower-case letters, digits and hyphens, up to ${MAX_STAGE_LENGTH}`,
  };
}

function readTarget(lookup: Lookup): { target: Target } | BadContext {
  const name = readText(lookup, 'target') ?? 'aws';
  const target = targets.find((it) => it === name);
  return target ? { target } : { problem: `target: unknown "${name}"; known: ${targets.join(', ')}` };
}

const isOrigin = (text: string) =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

function readAllowedOrigins(lookup: Lookup): { allowedOrigins: readonly string[] } | BadContext {
  const text = readText(lookup, 'allowedOrigins');
  if (!text) return { allowedOrigins: [] };
  const allowedOrigins = [...new Set(text.split(',').map((origin) => origin.trim()))];
  const wrong = allowedOrigins.find((origin) => !isOrigin(origin));
  return wrong === undefined
    ? { allowedOrigins }
    : { problem: `allowedOrigins: "${wrong}" is not an origin such as https://example.com` };
}

function readOidc(lookup: Lookup): { oidc: OidcIssuer | undefined } | BadContext {
  const issuer = readText(lookup, 'oidcIssuer');
  const audience = readText(lookup, 'oidcAudience');
  if (!issuer && !audience) return { oidc: undefined };
  if (!issuer) return { problem: 'oidcIssuer: missing; oidcIssuer and oidcAudience go together' };
  if (!audience) return { problem: 'oidcAudience: missing; oidcIssuer and oidcAudience go together' };
  // source: OpenID Connect Discovery 1.0, "Issuer Identifier"
  if (!/^https:[/]{2}[^?#]+$/.test(issuer) || !URL.canParse(issuer))
    return { problem: `oidcIssuer: "${issuer}" is not an https URL without query and fragment` };
  return { oidc: { issuer, audience } };
}

const DOMAIN_NAME = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const CERTIFICATE_ARN = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/;

function readOwnDomain(lookup: Lookup): { ownDomain: OwnDomain | undefined } | BadContext {
  const domainName = readText(lookup, 'domainName');
  const certificateArn = readText(lookup, 'certificateArn');
  if (!domainName && !certificateArn) return { ownDomain: undefined };
  if (!domainName) return { problem: 'domainName: missing; domainName and certificateArn go together' };
  if (!certificateArn)
    return { problem: 'certificateArn: missing; domainName and certificateArn go together' };
  if (!DOMAIN_NAME.test(domainName))
    return { problem: `domainName: "${domainName}" is not a name such as likes.example.com` };
  if (!CERTIFICATE_ARN.test(certificateArn))
    return { problem: `certificateArn: "${certificateArn}" is not the ARN of an ACM certificate` };
  return { ownDomain: { domainName, certificateArn } };
}

/** The CDK's own: feature flags, and what it found out about an account. */
const isOfTheCdk = (key: string) => /[@:]/.test(key);

/** The deployment that the context describes, or what is wrong with its first bad key or value. */
export function readContext(context: Readonly<Record<string, unknown>>): Deployment | BadContext {
  const known: readonly string[] = KEYS;
  const unknown = Object.keys(context).find((key) => !known.includes(key) && !isOfTheCdk(key));
  if (unknown !== undefined)
    return { problem: `${unknown}: there is no such context; known: ${KEYS.join(', ')}` };
  const lookup: Lookup = (key) => context[key];
  const scenario = readScenario(lookup);
  if (isBad(scenario)) return scenario;
  const stage = readStage(lookup);
  if (isBad(stage)) return stage;
  const target = readTarget(lookup);
  if (isBad(target)) return target;
  const origins = readAllowedOrigins(lookup);
  if (isBad(origins)) return origins;
  if (target.target === 'localstack' && origins.allowedOrigins.length > 0)
    return { problem: 'allowedOrigins: not with target=localstack, whose REST API has no CORS' };
  const ownDomain = readOwnDomain(lookup);
  if (isBad(ownDomain)) return ownDomain;
  if (target.target === 'localstack' && ownDomain.ownDomain)
    return { problem: 'domainName: not with target=localstack' };
  const oidc = readOidc(lookup);
  if (isBad(oidc)) return oidc;
  return { ...scenario, ...stage, ...target, ...origins, ...ownDomain, ...oidc };
}
