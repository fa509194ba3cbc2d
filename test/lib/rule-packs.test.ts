// Runs cdk-nag on all stacks: every finding has a reason where it arises, and no reason outlives its finding.

import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addRulePacks } from '../../bin/add-rule-packs.ts';
import { edgeDomainContext, makeApp, oidcContext, ownDomainContext } from './synthesize-templates.ts';

const packs = () => [new AwsSolutionsChecks(), new ServerlessChecks()];

/** Findings as "rule at path". */
const findingsOf = (app: App, packs: NagPack[]) =>
  packs
    .flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map((it) => `${ruleName} at ${it.constructPath}`),
    )
    .sort();

/** What the packs find when reasons do not count. */
const allFindingsOf = (app: App) =>
  findingsOf(
    app,
    packs().map((pack) => Object.assign(pack, { isAcknowledged: () => false })),
  );

/** Acknowledged rules as "rule at path of the one resource in the construct". */
const acknowledgedIn = (app: App) =>
  app.node
    .findAll()
    .flatMap((it) =>
      it.node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) => Object.keys(data as object))
        .map((rule) => `${rule.replace('Annotation::', '')} at ${resourceIn(it).node.path}`),
    )
    .sort();

/** The resource that a construct of the CDK wraps, or the resource itself. */
const resourceIn = (construct: IConstruct) => construct.node.defaultChild ?? construct;

describe.each([
  ['with visitors', {}],
  ['with a canary', { canary: 'on' }],
  ['with a widget before new visitors', { stage: 'widget' }],
  ['with an OIDC issuer', oidcContext],
  ['under the owner’s domain name', ownDomainContext],
  ['for LocalStack', { target: 'localstack' }],
  ['with a gradual rollout', { rollout: 'linear' }],
  ['with a gradual rollout in a region', { rollout: 'linear', region: 'eu-west-1' }],
  ['with tracing', { tracing: 'true' }],
  ['behind an edge', { edge: 'true' }],
  ['with alarms', { operations: 'on' }],
  ['with alarms, for LocalStack', { operations: 'on', target: 'localstack' }],
  ['behind an edge under the owner’s domain name', { edge: 'true', ...edgeDomainContext }],
])('the rule packs, %s', (_, context) => {
  const { app } = makeApp(context);

  test('find nothing without a reason', () => {
    expect(findingsOf(app, packs())).toEqual([]);
  });

  test('find everything that has a reason, on the resource that has it', () => {
    expect(acknowledgedIn(app)).not.toHaveLength(0);
    expect(acknowledgedIn(app)).toEqual(allFindingsOf(app));
  });
});

describe('a queue that takes plain HTTP', () => {
  afterEach(() => vi.unstubAllEnvs());

  function makeUnsafeApp() {
    const app = new App({ builtinCloudFormationValidation: false, analyticsReporting: false });
    return new Queue(new Stack(app, 'Unsafe'), 'Queue').node.root as App;
  }

  test('stops the synthesis', async () => {
    vi.stubEnv('CDK_VALIDATION', undefined);
    const app = makeUnsafeApp();
    await addRulePacks(app);
    expect(() => app.synth()).toThrow(/AwsSolutions-SQS4/);
  });

  test('is not checked where validation is switched off', async () => {
    vi.stubEnv('CDK_VALIDATION', 'false');
    const app = makeUnsafeApp();
    await addRulePacks(app);
    expect(app.synth().stacks).toHaveLength(1);
  });
});
