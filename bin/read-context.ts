// Turns the CDK context (`-c key=value`) into a checked deployment, so that a typing error ends as one clear line.

import type { Deployment } from '../lib/make-likes-stacks.ts';
import type { OidcIssuer } from '../lib/person-auth.ts';
import { findScenario, scenarioNames } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/scenario.ts';

interface BadContext {
  /** One line that names the key, the value and what was expected. */
  readonly problem: string;
}

/** The value of a context key, undefined where it is not set. */
type Lookup = (name: string) => unknown;

// Stands in the names of the stacks and, cut off by CloudFormation, in those of their resources.
const STAGE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAX_STAGE_LENGTH = 16;

// source: Kinesis API, UpdateShardCount
const MAX_SHARDS = 10_000;

const isBad = (value: object): value is BadContext => 'problem' in value;

function readText(lookup: Lookup, name: string): string | undefined {
  const value = lookup(name);
  // cdk.json can hold numbers too.
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

function readScenario(lookup: Lookup): { scenario: Scenario } | BadContext {
  const name = readText(lookup, 'scenario') ?? 'social-media';
  const scenario = findScenario(name);
  if (!scenario) return { problem: `scenario: unknown "${name}"; known: ${scenarioNames.join(', ')}` };
  const text = readText(lookup, 'shards');
  if (text === undefined) return { scenario };
  const shards = Number(text);
  if (!/^\d+$/.test(text) || shards < 1 || shards > MAX_SHARDS)
    return { problem: `shards: "${text}" is not a whole number from 1 to ${MAX_SHARDS}` };
  return { scenario: { ...scenario, stream: { ...scenario.stream, shards } } };
}

function readStage(lookup: Lookup): { stage: string } | BadContext {
  const stage = readText(lookup, 'stage') ?? 'dev';
  if (STAGE.test(stage) && stage.length <= MAX_STAGE_LENGTH) return { stage };
  return {
    problem: `stage: "${stage}" is not a name such as dev or pr-12: lower-case letters, digits and hyphens, up to ${MAX_STAGE_LENGTH}`,
  };
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
  if (!issuer.startsWith('https://') || !URL.canParse(issuer))
    return { problem: `oidcIssuer: "${issuer}" is not an https URL` };
  return { oidc: { issuer, audience } };
}

/** The deployment that the context describes, or what is wrong with its first bad value. */
export function readContext(lookup: Lookup): Deployment | BadContext {
  const scenario = readScenario(lookup);
  if (isBad(scenario)) return scenario;
  const stage = readStage(lookup);
  if (isBad(stage)) return stage;
  const origins = readAllowedOrigins(lookup);
  if (isBad(origins)) return origins;
  const oidc = readOidc(lookup);
  if (isBad(oidc)) return oidc;
  return { ...scenario, ...stage, ...origins, ...oidc };
}
