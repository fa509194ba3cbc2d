// Reads the CDK context (`-c key=value`), so that a typing error ends as one clear line. It holds for one run, and overrides
// the stage's file.

import * as v from 'valibot';
import {
  Audience,
  type BadSettings,
  batchWindowSeconds,
  CertificateArn,
  ChallengeName,
  DomainName,
  eachFairness,
  leastOfFairness,
  isNot,
  Issuer,
  Origin,
  type Range,
  Region,
  RolloutName,
  ScenarioName,
  type Settings,
  shards,
  Stage,
  TargetName,
  throttlingRange,
  LiveName,
} from './setting-schemas.ts';

interface ContextSettings {
  /** Tells deployments of one scenario apart, and names the file of this one. */
  readonly stage: string;
  readonly settings: Settings;
}

/** A value as text: `-c` gives strings, and cdk.json can hold numbers too. */
const Text = v.pipe(
  v.unknown(),
  v.transform((value): unknown => (typeof value === 'string' ? value.trim() : JSON.stringify(value))),
  v.string(),
);

const wholeNumber = ({ least, most }: Range) =>
  v.pipe(
    Text,
    v.check(
      (text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most,
      isNot(`a whole number from ${least} to ${most}`),
    ),
    v.transform(Number),
  );

const Origins = v.pipe(
  Text,
  v.transform((text) => [...new Set(text.split(',').map((origin) => origin.trim()))]),
  v.array(Origin),
);

const keys = {
  scenario: v.optional(v.pipe(Text, ScenarioName)),
  stage: v.optional(v.pipe(Text, Stage), 'dev'),
  shards: v.optional(wholeNumber(shards)),
  batchWindowSeconds: v.optional(wholeNumber(batchWindowSeconds)),
  target: v.optional(v.pipe(Text, TargetName)),
  region: v.optional(v.pipe(Text, Region)),
  allowedOrigins: v.optional(Origins),
  domainName: v.optional(v.pipe(Text, DomainName)),
  certificateArn: v.optional(v.pipe(Text, CertificateArn)),
  auth: v.optional(v.pipe(Text, v.literal('visitors', isNot('visitors; an issuer is named by oidcIssuer')))),
  oidcIssuer: v.optional(v.pipe(Text, Issuer)),
  oidcAudience: v.optional(v.pipe(Text, Audience)),
  challenge: v.optional(v.pipe(Text, ChallengeName)),
  edge: v.optional(v.pipe(Text, v.picklist(['true', 'false'], isNot('true or false')))),
  live: v.optional(v.pipe(Text, LiveName)),
  rollout: v.optional(v.pipe(Text, RolloutName)),
  rotateKeys: v.optional(v.pipe(Text, v.picklist(['true', 'false'], isNot('true or false')))),
  tracing: v.optional(v.pipe(Text, v.picklist(['true', 'false'], isNot('true or false')))),
  canary: v.optional(v.pipe(Text, v.picklist(['on', 'off'], isNot('on or off')))),
  operations: v.optional(v.pipe(Text, v.picklist(['on', 'off'], isNot('on or off')))),
  requestsPerSecond: v.optional(wholeNumber(throttlingRange)),
  burstRequests: v.optional(wholeNumber(throttlingRange)),
  ...eachFairness((range) => v.optional(wholeNumber(range))),
};

/** An empty text means the same as none, as from a variable of a shell that is not set. It never takes a setting away. */
const mayBeEmpty: readonly string[] = [
  'region',
  'allowedOrigins',
  'domainName',
  'certificateArn',
  'auth',
  'challenge',
  'edge',
  'live',
  'rollout',
  'rotateKeys',
  'tracing',
  'canary',
  'operations',
  'oidcIssuer',
  'oidcAudience',
] satisfies (keyof typeof keys)[];

const Keys = v.strictObject(keys, `there is no such context; known: ${Object.keys(keys).join(', ')}`);
type Keys = v.InferOutput<typeof Keys>;

/** A rule about several keys. Its problem names the key, which that of a single key need not. */
const rule = (holds: (all: Keys) => boolean, problem: `${keyof Keys}: ${string}`) => v.check(holds, problem);

const needs = (key: keyof Keys, missing: keyof Keys, pair: string) =>
  rule(
    (all) => all[key] === undefined || all[missing] !== undefined,
    `${missing}: missing; ${pair} go together`,
  );

const Context = v.pipe(
  Keys,
  needs('certificateArn', 'domainName', 'domainName and certificateArn'),
  needs('domainName', 'certificateArn', 'domainName and certificateArn'),
  needs('oidcAudience', 'oidcIssuer', 'oidcIssuer and oidcAudience'),
  needs('oidcIssuer', 'oidcAudience', 'oidcIssuer and oidcAudience'),
  rule(
    ({ auth, oidcIssuer }) => auth === undefined || oidcIssuer === undefined,
    'auth: visitors exclude an oidcIssuer',
  ),
);

function toSettings(all: Keys): ContextSettings {
  const { stage, domainName, certificateArn, auth, oidcIssuer, oidcAudience } = all;
  const { scenario, target, region, allowedOrigins } = all;
  return {
    stage,
    settings: {
      scenario,
      target,
      region,
      allowedOrigins,
      auth:
        oidcIssuer === undefined || oidcAudience === undefined
          ? auth
          : { issuer: oidcIssuer, audience: oidcAudience },
      challenge: all.challenge,
      domain:
        domainName === undefined || certificateArn === undefined ? undefined : { domainName, certificateArn },
      live: all.live,
      rollout: all.rollout,
      rotateKeys: all.rotateKeys === undefined ? undefined : all.rotateKeys === 'true',
      tracing: all.tracing === undefined ? undefined : all.tracing === 'true',
      canary: all.canary === undefined ? undefined : all.canary === 'on',
      operations: all.operations,
      edge: all.edge === undefined ? undefined : all.edge === 'true' ? {} : false,
      throttling: { requestsPerSecond: all.requestsPerSecond, burstRequests: all.burstRequests },
      fairness: Object.fromEntries(fairnessKeys.map((key) => [key, all[key]])),
      overrides: { shards: all.shards, batchWindowSeconds: all.batchWindowSeconds },
    },
  };
}

const fairnessKeys = Object.keys(leastOfFairness) as (keyof typeof leastOfFairness)[];

/** Keys of the CDK itself: feature flags, and what it found out about an account. */
const isOfTheCdk = (key: string) => /[@:]/.test(key);

const isEmpty = (value: unknown) => typeof value === 'string' && value.trim() === '';

/** The stage and the settings that the context names, or what is wrong with it. */
export function readContext(context: Readonly<Record<string, unknown>>): ContextSettings | BadSettings {
  const ours = Object.entries(context)
    .filter(([key]) => !isOfTheCdk(key))
    .filter(([key, value]) => !(mayBeEmpty.includes(key) && isEmpty(value)));
  const { success, output, issues } = v.safeParse(Context, Object.fromEntries(ours));
  if (success) return toSettings(output);
  // An unknown key comes first. It may be a known one misspelt, and so the reason why that one is missing.
  const { path, message } = issues.find(({ type }) => type === 'strict_object') ?? issues[0];
  return { problem: path ? `${String(path[0].key)}: ${message}` : message };
}
