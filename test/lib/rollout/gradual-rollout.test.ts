// What answers requests goes through an alias that CodeDeploy moves, and what reads a stream or a queue never does.

import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const linear = { rollout: 'linear' };
const { service } = synthesizeTemplates(linear);

const HTTP_FUNCTIONS = ['AcceptLike', 'DescribeApi', 'IssueVisitor', 'ReadCounts'];

/** The ids of the constructs that hold the resources of this type. */
const holdersOf = (template: Template, type: string) =>
  resourcesOf(template, type)
    .map(([logicalId]) => logicalId.replace(/(Function|Live|Rollout).*$/, ''))
    .toSorted();

const ofHttpApi = (type: string) =>
  resourcesOf(service, type).filter(([, { Properties }]) =>
    JSON.stringify(Properties).includes('{"Ref":"HttpApi'),
  );

/** The logical id of each function's version, by the id of its construct. */
const versionsOf = (context: Record<string, string>) =>
  new Map(
    resourcesOf(synthesizeTemplates({ ...linear, ...context }).service, 'AWS::Lambda::Version').map(
      ([logicalId]) => [logicalId.replace(/Function.*$/, ''), logicalId],
    ),
  );

/** The functions that get a new version if this context is added. */
function renewedBy(context: Record<string, string>): string[] {
  const before = versionsOf({});
  return [...versionsOf(context)].flatMap(([name, id]) => (before.get(name) === id ? [] : [name])).toSorted();
}

describe.each([
  ['of a development stage', {}],
  ['that changes all at once', { stage: 'prod', rollout: 'all-at-once' }],
  ['for LocalStack', { target: 'localstack' }],
])('a deployment %s', (_, context) => {
  test('has neither versions nor anything that moves requests between them', () => {
    const { service } = synthesizeTemplates(context);
    const types = [
      'Lambda::Version',
      'Lambda::Alias',
      'CodeDeploy::DeploymentGroup',
      'CodeDeploy::Application',
    ];
    expect(types.flatMap((type) => resourcesOf(service, `AWS::${type}`))).toEqual([]);
  });
});

describe('a gradual rollout', () => {
  test('is what a stage with a file has', () => {
    expect(holdersOf(synthesizeTemplates({ stage: 'prod' }).service, 'AWS::Lambda::Alias')).toEqual(
      HTTP_FUNCTIONS,
    );
  });

  test('gives each function that answers requests a version and an alias, and no other function', () => {
    expect(holdersOf(service, 'AWS::Lambda::Version')).toEqual(HTTP_FUNCTIONS);
    expect(holdersOf(service, 'AWS::Lambda::Alias')).toEqual(HTTP_FUNCTIONS);
    for (const [, { Properties }] of resourcesOf(service, 'AWS::Lambda::Alias'))
      expect(Properties).toMatchObject({ Name: 'live' });
  });

  test('leads every route of the HTTP API to an alias, which the API may invoke', () => {
    const integrations = ofHttpApi('AWS::ApiGatewayV2::Integration');
    expect(integrations).toHaveLength(HTTP_FUNCTIONS.length);
    for (const [, { Properties }] of integrations)
      expect(JSON.stringify(Properties['IntegrationUri'])).toMatch(/^\{"Ref":"\w+Live\w+"\}$/);
    const permissions = ofHttpApi('AWS::Lambda::Permission');
    expect(permissions).toHaveLength(ofHttpApi('AWS::ApiGatewayV2::Route').length);
    for (const [, { Properties }] of permissions)
      expect(JSON.stringify(Properties['FunctionName'])).toMatch(/^\{"Ref":"\w+Live\w+"\}$/);
  });

  test('leads no stream, queue or schedule to an alias', () => {
    const types = ['AWS::Lambda::EventSourceMapping', 'AWS::Events::Rule'];
    const readers = types.flatMap((type) => resourcesOf(service, type));
    expect(readers.length).toBeGreaterThan(4);
    expect(JSON.stringify(readers)).not.toMatch(/Live|Version/);
  });

  test('moves a tenth of the requests a minute, and back if a tenth of a tenth fails', () => {
    const groups = resourcesOf(service, 'AWS::CodeDeploy::DeploymentGroup');
    expect(holdersOf(service, 'AWS::CodeDeploy::DeploymentGroup')).toEqual(HTTP_FUNCTIONS);
    const alarms = new Map(resourcesOf(service, 'AWS::CloudWatch::Alarm'));
    for (const [logicalId, { Properties }] of groups) {
      expect(Properties).toMatchObject({
        DeploymentConfigName: 'CodeDeployDefault.LambdaLinear10PercentEvery1Minute',
        DeploymentStyle: { DeploymentOption: 'WITH_TRAFFIC_CONTROL', DeploymentType: 'BLUE_GREEN' },
        AlarmConfiguration: { Enabled: true },
        AutoRollbackConfiguration: {
          Enabled: true,
          Events: expect.arrayContaining(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']),
        },
      });
      const { Alarms } = Properties['AlarmConfiguration'] as { Alarms: { Name: { Ref: string } }[] };
      const watched = Alarms.map(({ Name }) => JSON.stringify(alarms.get(Name.Ref)?.Properties));
      const name = logicalId.replace(/Rollout.*$/, '');
      expect(watched).toEqual([
        expect.stringMatching(new RegExp(`"Errors".*${name}.*:live|${name}.*:live.*"Errors"`)),
        expect.stringContaining('"5xx"'),
      ]);
      for (const text of watched) expect(text).toContain('"Threshold":1,');
    }
  });

  test('begins when the code or what a function is told changes, and leaves the others alone', () => {
    expect(renewedBy({})).toEqual([]);
    expect(renewedBy({ actionsPerSecondPerAddress: '999' })).toEqual(['AcceptLike']);
    expect(renewedBy({ live: 'totals' })).toEqual(['DescribeApi']);
    // All are told where the secret of the edge is, after they have been made.
    expect(renewedBy({ edge: 'true' })).toEqual(HTTP_FUNCTIONS);
    expect(renewedBy({ shards: '8' })).not.toContain('ReadCounts');
  });
});
