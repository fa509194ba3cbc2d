// Reads the file of a stage, deployments/<stage>.json. It is what a deployment is, so that the next deploy forgets nothing.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { completeScenario, OwnScenario } from './own-scenario.ts';
import { objectOf, wholeNumber } from './schema-parts.ts';
import {
  ChallengeObject,
  EdgeObject,
  OperationsObject,
  problemOfObject,
  problemOfScenario,
} from './object-settings.ts';
import {
  Audience,
  type BadSettings,
  batchWindowSeconds,
  CertificateArn,
  ChallengeName,
  DomainName,
  eachFairness,
  Issuer,
  namesBothOrNeither,
  Origin,
  Region,
  RolloutName,
  ScenarioName,
  type Settings,
  shards,
  tableEntries,
  TargetName,
  throttlingRange,
  LiveName,
} from './setting-schemas.ts';

/** Scenario and auth are required, so that no default of a later release can change them. */
export const DeploymentFile = objectOf({
  $schema: v.optional(v.string()),
  scenario: v.pipe(
    v.union([ScenarioName, OwnScenario], problemOfScenario),
    v.description(
      'The workload: the name of one in scenarios/, or one of your own. Its name is a part of the stacks’ names.',
    ),
  ),
  auth: v.pipe(
    v.union(
      [v.literal('visitors'), objectOf({ oidcIssuer: Issuer, oidcAudience: Audience })],
      'must be "visitors" or {"oidcIssuer": …, "oidcAudience": …}',
    ),
    v.description('Who vouches for a person: anonymous visitor tokens, or the tokens of an OIDC issuer.'),
  ),
  challenge: v.optional(
    v.pipe(
      v.union([ChallengeName, ChallengeObject], problemOfObject(ChallengeObject, 'none, proof-of-work')),
      v.description('What a new visitor must solve first. The default is none.'),
    ),
  ),
  target: v.optional(v.pipe(TargetName, v.description('What it is deployed to. The default is aws.'))),
  region: v.optional(v.pipe(Region, v.description('The only region that it is deployed to.'))),
  allowedOrigins: v.optional(
    v.pipe(
      v.array(Origin, 'must be a list of origins'),
      v.description('Origins whose pages may call the API from a browser.'),
    ),
  ),
  domain: v.optional(
    v.pipe(
      objectOf({ domainName: DomainName, certificateArn: CertificateArn }),
      v.description(
        'The owner’s domain name. The certificate is in the region of the deployment, and with an edge in us-east-1.',
      ),
    ),
  ),
  edge: v.optional(
    v.pipe(
      v.union([v.literal(true), EdgeObject], problemOfObject(EdgeObject, 'true')),
      v.description('CloudFront before API and page. The API then refuses what did not come through it.'),
    ),
  ),
  live: v.optional(
    v.pipe(
      LiveName,
      v.description(
        'How counts get to those who look, in place of the scenario’s: push tells open pages, and off costs nothing.',
      ),
    ),
  ),
  rollout: v.optional(
    v.pipe(
      RolloutName,
      v.description(
        'How a new version of what answers requests takes over. The default is linear: a tenth of the requests more each minute.',
      ),
    ),
  ),
  rotateKeys: v.optional(
    v.pipe(
      v.boolean('must be true or false'),
      v.description('Whether the keys of visitors’ tokens are rotated on a schedule. The default is true.'),
    ),
  ),
  tracing: v.optional(
    v.pipe(
      v.boolean('must be true or false'),
      v.description('Whether X-Ray traces a sample of the requests and batches. It bills each trace.'),
    ),
  ),
  canary: v.optional(
    v.pipe(
      v.boolean('must be true or false'),
      v.description('A function that likes a post every few minutes and fails when that is counted late.'),
    ),
  ),
  operations: v.optional(
    v.pipe(
      v.union([v.literal('off'), OperationsObject], problemOfObject(OperationsObject, '"off"')),
      v.description(
        'Alarms and dashboards: "off", or to whom alarms are sent. Without it they are made, unless the target is localstack.',
      ),
    ),
  ),
  throttling: v.optional(
    v.pipe(
      objectOf({
        requestsPerSecond: wholeNumber(throttlingRange),
        burstRequests: wholeNumber(throttlingRange),
      }),
      v.description('Of the whole API, in place of the scenario’s.'),
    ),
  ),
  fairness: v.optional(
    v.pipe(
      objectOf(eachFairness((range) => v.optional(wholeNumber(range)))),
      v.description(
        'What one person or address may ask of each execution environment, where it is otherwise than the scenario’s.',
      ),
    ),
  ),
  overrides: v.optional(
    v.pipe(
      objectOf({
        shards: v.optional(wholeNumber(shards)),
        batchWindowSeconds: v.optional(wholeNumber(batchWindowSeconds)),
      }),
      v.description('Numbers of the scenario that this deployment has otherwise.'),
    ),
  ),
  tables: v.optional(
    v.pipe(
      objectOf(tableEntries),
      v.check(namesBothOrNeither, 'counters and likes belong together: name both or neither'),
      v.description('Tables that are there already, such as restored ones. They are used, and not declared.'),
    ),
  ),
});

export const fileNameOf = (stage: string): string => `deployments/${stage}.json`;

/** Returns what the stage's file says, or undefined if there is none. */
export function readDeploymentFile(directory: string, stage: string): Settings | BadSettings | undefined {
  let text: string;
  try {
    text = readFileSync(join(directory, basename(fileNameOf(stage))), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : { problem: `${fileNameOf(stage)}: cannot be read (${code})` };
  }
  const found = parse(text);
  return 'problem' in found ? { problem: `${fileNameOf(stage)}: ${found.problem}` } : found;
}

function parse(text: string): Settings | BadSettings {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problem: `no JSON: ${(error as Error).message.replaceAll(/\s+/g, ' ')}` };
  }
  const { success, output, issues } = v.safeParse(DeploymentFile, json);
  if (!success) {
    // An unknown key comes first. It may be a known one misspelt, and so the reason why that one is missing.
    const issue = issues.find(({ expected }) => expected === 'never') ?? issues[0];
    const path = v.getDotPath(issue);
    return { problem: path === null ? issue.message : `${path}: ${issue.message}` };
  }
  const { auth, scenario: named, edge, ...rest } = output;
  const scenario = typeof named === 'string' ? named : completeScenario(named);
  if (typeof scenario === 'object' && 'problem' in scenario) return scenario;
  return {
    ...rest,
    ...(edge !== undefined && { edge: edge === true ? {} : edge }),
    scenario,
    auth: auth === 'visitors' ? auth : { issuer: auth.oidcIssuer, audience: auth.oidcAudience },
  };
}
