// cdk-nag on all stacks: every finding has a reason where it arises, and no reason outlives its finding.

import { App, Stack, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addRulePacks } from '../../bin/add-rule-packs.ts';
import { makeApp, oidcContext, ownDomainContext } from './synthesize-templates.ts';

const packs = () => [new AwsSolutionsChecks(), new ServerlessChecks()];

/** Findings as "rule at path". */
const findingsOf = (app: App, packs: NagPack[]) =>
  packs
    .flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map((it) => `${ruleName} at ${it.constructPath}`),
    )
    .sort();

/** What the packs find when no reason counts. */
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

/** A construct that wraps one resource, as those of the CDK do, or the resource. */
const resourceIn = (construct: IConstruct) => construct.node.defaultChild ?? construct;

describe.each([
  ['with visitors', {}],
  ['with an OIDC issuer', oidcContext],
  ['under a name of its own', ownDomainContext],
  ['for LocalStack', { target: 'localstack' }],
])('the rule packs, %s', (_, context) => {
  const { app } = makeApp(context);

  test('find nothing that has no reason', () => {
    expect(findingsOf(app, packs())).toEqual([]);
  });

  test('find all that a reason is given for, on the very resource', () => {
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

  test('is not looked at where validation is switched off', async () => {
    vi.stubEnv('CDK_VALIDATION', 'false');
    const app = makeUnsafeApp();
    await addRulePacks(app);
    expect(app.synth().stacks).toHaveLength(1);
  });
});
