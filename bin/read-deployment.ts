// Makes the deployment out of its two sources: the stage's file, and the context, which overrides it for one run.

import type { Deployment } from '../lib/deployment.ts';
import type { Rollout } from '../lib/rollout/rollout.ts';
import { requestQuotaOf } from '../planner/request-quota.ts';
import { planCanary } from '../planner/components/canary.ts';
import { makePlan } from '../planner/make-plan.ts';
import { findRig } from '../scenarios/index.ts';
import type { Rig } from '../scenarios/rig.ts';
import type { LivePolicy, Scenario } from '../scenarios/scenario.ts';
import { fileNameOf, readDeploymentFile } from './deployment-file.ts';
import { findEdgeProblem } from './edge-problem.ts';
import { readContext } from './read-context.ts';
import type { BadSettings, OperationsObject, Settings } from './setting-schemas.ts';
import { findCanaryProblem, findChallengeProblem } from './visitor-problem.ts';

interface Sources {
  readonly context: Readonly<Record<string, unknown>>;
  /** Holds the files of the stages. */
  readonly directory: string;
  /** The region that the CDK would deploy to by itself. */
  readonly defaultRegion?: string | undefined;
}

interface ReadDeployment {
  readonly deployment: Deployment;
  /** What whoever deploys must know, in one line each. */
  readonly notices: readonly string[];
}

const DEFAULT_SCENARIO = 'social-media';

/** A stage with one of these words in its name is a production stage: prod, prod-eu, production2. */
const PRODUCTION = /(^|-)(prod|prd|production|live)\d*(-|$)/;

/** The deployment that the sources describe, or what is wrong with it. */
export function readDeployment({ context, directory, defaultRegion }: Sources): ReadDeployment | BadSettings {
  const fromContext = readContext(context);
  if ('problem' in fromContext) return fromContext;
  const { stage, settings: ofContext } = fromContext;
  const file = readDeploymentFile(directory, stage);
  if (file && 'problem' in file) return file;
  if (!file && PRODUCTION.test(stage))
    return {
      problem: `stage: "${stage}" is a production stage, which needs the file ${fileNameOf(stage)} with its scenario and auth`,
    };
  const settings = file ? keepObjects(file, ofContext) : ofContext;
  const all = file ? override(file, settings) : settings;
  if (all.target === 'localstack' && all.domain) return { problem: 'domainName: not with target=localstack' };
  if (all.target === 'localstack' && all.rollout === 'linear')
    return { problem: 'rollout: not linear with target=localstack, whose free edition has no CodeDeploy' };

  if (all.target === 'localstack' && all.tracing) return { problem: 'tracing: not with target=localstack' };

  const problem =
    (all.edge ? findEdgeProblem(all.edge, all) : findCertificateProblem(all)) ??
    findChallengeProblem(all) ??
    (all.canary ? findCanaryProblem(all) : undefined);
  if (problem !== undefined) return { problem };

  const deployment = toDeployment(stage, {
    ...all,
    rollout: all.rollout ?? usualRollout(all, file),
    operations: all.operations ?? usualOperations(all, file),
  });
  const notices = [
    file
      ? overriddenNotice(stage, file, settings)
      : `stage ${stage} is a development stage: there is no ${fileNameOf(stage)}`,
    quotaNotice(deployment, defaultRegion),
  ];
  return { deployment, notices: notices.filter((notice) => notice !== undefined) };
}

function findCertificateProblem({ region, domain }: Settings): string | undefined {
  const [, , , certificateRegion] = domain?.certificateArn.split(':') ?? [];
  if (region === undefined || certificateRegion === undefined || certificateRegion === region)
    return undefined;
  return `certificateArn: it is in ${certificateRegion}, and the deployment in ${region}`;
}

/** Whoever deploys a development stage wants to see the change at once. */
const usualRollout = ({ target }: Settings, file: Settings | undefined): Rollout =>
  file && target !== 'localstack' ? 'linear' : 'all-at-once';

/** The context says whether there is an edge, and whether there are alarms. The file says what they are like. */
function keepObjects(file: Settings, context: Settings): Settings {
  return {
    ...context,
    edge: context.edge && file.edge ? undefined : context.edge,
    operations:
      context.operations === 'on' && typeof file.operations === 'object' ? undefined : context.operations,
  };
}

/** Nobody looks after a development stage, and LocalStack is on one machine. */
const usualOperations = ({ target }: Settings, file: Settings | undefined): 'on' | 'off' =>
  file && target !== 'localstack' ? 'on' : 'off';

function override(file: Settings, context: Settings): Settings {
  return {
    ...file,
    ...definedOf(context),
    throttling: { ...file.throttling, ...definedOf(context.throttling) },
    fairness: { ...file.fairness, ...definedOf(context.fairness) },
    overrides: { ...file.overrides, ...definedOf(context.overrides) },
  };
}

type Defined<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> };

const definedOf = <Values extends object>(values: Values | undefined): Defined<Values> =>
  Object.fromEntries(
    Object.entries(values ?? {}).filter(([, value]) => value !== undefined),
  ) as Defined<Values>;

function toDeployment(stage: string, settings: Settings): Deployment {
  const { scenario = DEFAULT_SCENARIO, target = 'aws', region, auth, allowedOrigins = [], domain } = settings;
  const rig = withLive(rigOf(scenario), settings.live);
  const { shards, batchWindowSeconds } = settings.overrides ?? {};
  // Whoever is told of alarms is told by the canary, too.
  const wantsCanary = settings.canary ?? (settings.operations !== undefined && settings.operations !== 'off');
  const hasCanary = wantsCanary && findCanaryProblem(settings) === undefined;
  const { executionsAtATime, ...operations } = optionsOf(settings.operations);
  return {
    plan: makePlan(rig, {
      stream: definedOf({ shards }),
      eventSourceMapping: definedOf({ batchWindowSeconds }),
      throttling: definedOf(settings.throttling),
      fairness: definedOf(settings.fairness),
      canary: hasCanary ? planCanary(rig.scenario.workload) : undefined,
      alarms: definedOf({ executionsAtATime }),
    }),
    stage,
    target,
    region,
    allowedOrigins: [...new Set(allowedOrigins)],
    ownDomain: domain,
    oidc: auth === 'visitors' ? undefined : auth,
    challenge: settings.challenge === 'none' ? undefined : settings.challenge,
    edge: settings.edge || undefined,
    rollout: settings.rollout,
    // LocalStack's free edition calls the schedule created, and rotates nothing.
    rotateKeys: target === 'aws' && (settings.rotateKeys ?? true),
    tracing: settings.tracing ?? false,
    operations: settings.operations === 'off' ? undefined : operations,
    ...(settings.tables && { tables: settings.tables }),
  };
}

const optionsOf = (operations: Settings['operations']): OperationsObject =>
  typeof operations === 'object' ? operations : {};

function withLive(rig: Rig, live: LivePolicy | undefined): Rig {
  if (live === undefined) return rig;
  const { scenario } = rig;
  return { ...rig, scenario: { ...scenario, policies: { ...scenario.policies, live } } };
}

function rigOf(scenario: string | Scenario): Rig {
  if (typeof scenario !== 'string') return { name: scenario.name, scenario, overrides: {} };
  const rig = findRig(scenario);
  if (!rig) throw new Error(`there is no scenario ${scenario}`);
  return rig;
}

function overriddenNotice(stage: string, file: Settings, context: Settings): string | undefined {
  const said = flatten(file);
  const changes = Object.entries(flatten(context))
    .filter(([key, value]) => value !== said[key])
    .map(([key, value]) => `${key} ${value} (the file: ${said[key] ?? 'nothing'})`);
  if (changes.length === 0) return undefined;
  return `for this run alone, the context overrides ${fileNameOf(stage)}: ${changes.join(', ')}`;
}

/** Each setting as text, by its name. */
function flatten({ throttling, fairness, overrides, ...settings }: Settings): Record<string, string> {
  const all = Object.entries({ ...settings, ...throttling, ...fairness, ...overrides });
  return Object.fromEntries(
    all.filter(([, value]) => value !== undefined).map(([key, value]) => [key, JSON.stringify(value)]),
  );
}

function quotaNotice({ plan, target, region }: Deployment, defaultRegion?: string): string | undefined {
  const named = region ?? defaultRegion;
  if (named === undefined || target === 'localstack') return undefined;
  const { requestsPerSecond, burstRequests } = plan.capacity.throttling;
  const quota = requestQuotaOf(named);
  if (requestsPerSecond <= quota.requestsPerSecond && burstRequests <= quota.burstRequests) return undefined;
  return (
    `throttling: ${requestsPerSecond} requests/s with a burst of ${burstRequests} is above the quota of an account in ${named}, ` +
    `${quota.requestsPerSecond} and ${quota.burstRequests}: set throttling, or have the quota raised`
  );
}
