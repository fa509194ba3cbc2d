import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { oidcContext, resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const ON = { canary: 'on' };
const canaryIn = (service: Template) =>
  resourcesOf(service, 'AWS::Lambda::Function').filter(([id]) => id.startsWith('Canary'));

test.each([
  ['by default', {}],
  ['that is switched off', { canary: 'off' }],
  ['with an OIDC issuer', oidcContext],
  ['with a widget before new visitors', { stage: 'widget' }],
  ['for LocalStack', { target: 'localstack' }],
])('a deployment %s has no canary', (_, context) => {
  expect(canaryIn(synthesizeTemplates(context).service)).toEqual([]);
});

describe('a canary', () => {
  const { service } = synthesizeTemplates(ON);
  const [[logicalId, { Properties }]] = canaryIn(service) as [ReturnType<typeof canaryIn>[number]];

  test('may write its log, and nothing else', () => {
    const role = resourcesOf(service, 'AWS::IAM::Role').find(([id]) => id.startsWith('Canary'));
    const actions = JSON.stringify(role?.[1].Properties['Policies']).match(/"[a-z]+:[A-Z]\w+"/g);
    expect(actions).toEqual(['"logs:CreateLogStream"', '"logs:PutLogEvents"']);
  });

  test('takes no concurrency from others, and is never run twice at a time', () => {
    expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    const [, rule] = resourcesOf(service, 'AWS::Events::Rule').find(([id]) => id.startsWith('Canary'))!;
    expect(rule.Properties).toMatchObject({ ScheduleExpression: 'rate(5 minutes)', State: 'ENABLED' });
    expect(Properties['Timeout']).toBeLessThan(5 * 60);
  });

  test('is not tried again, so that each failure counts once', () => {
    const [[, config]] = resourcesOf(service, 'AWS::Lambda::EventInvokeConfig') as [
      ReturnType<typeof resourcesOf>[number],
    ];
    expect(config.Properties).toMatchObject({ FunctionName: { Ref: logicalId }, MaximumRetryAttempts: 0 });
  });

  test.each([
    ['the API', ON, 'execute-api'],
    ['the edge, where there is one', { ...ON, edge: 'true' }, 'DomainName'],
  ])('goes through %s, and knows how fresh counts must be', (_, context, address) => {
    const [[, deployed]] = canaryIn(synthesizeTemplates(context).service) as [
      ReturnType<typeof canaryIn>[number],
    ];
    const { Variables } = deployed.Properties['Environment'] as { Variables: Record<string, unknown> };
    expect(JSON.stringify(Variables['API_URL'])).toContain(address);
    expect(Variables['FRESHNESS_SECONDS']).toBe(String(socialMedia.workload.freshnessSeconds));
  });
});
