// The parts of live counts in the templates, and that they are nowhere where nobody is told of changes.

import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { makeLikesStacks } from '../../../lib/make-likes-stacks.ts';
import type { Target } from '../../../lib/target.ts';
import { planOf } from '../../../planner/make-plan.ts';
import type { Policies } from '../../../scenarios/scenario.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { resourceNamed, resourcesOf } from '../synthesize-templates.ts';

function templateOf(live: Policies['live'], target: Target = 'aws') {
  process.env['CDK_VALIDATION'] = 'false';
  const plan = planOf({ ...socialMedia, policies: { ...socialMedia.policies, live } });
  const { service } = makeLikesStacks(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), {
    plan,
    stage: 'dev',
    target,
    region: undefined,
    allowedOrigins: [],
    ownDomain: undefined,
    oidc: undefined,
    edge: undefined,
    rotateKeys: true,
    operations: undefined,
  });
  return { plan, service: Template.fromStack(service) };
}

const { plan, service } = templateOf('push');
const { push, throttling } = plan.capacity;

const viewersResourcesOf = (type: string) =>
  resourcesOf(service, type).filter(([logicalId]) => logicalId.startsWith('Viewers'));

describe.each([
  ['wants nothing live', templateOf('off').service],
  ['wants totals only', templateOf('totals').service],
  ['is for LocalStack, which has no WebSocket API', templateOf('push', 'localstack').service],
])('a deployment that %s', (_, template) => {
  test('has no part that tells viewers, and says so to pages', () => {
    const { Resources } = template.toJSON() as { Resources: Record<string, unknown> };
    const parts = Object.keys(Resources).filter((it) => /^(Viewers|AnswerViewer|Broadcast)/.test(it));
    expect(parts).toEqual([]);
    expect(template.findOutputs('LiveUrl')).toEqual({});
    expect(JSON.stringify(Resources)).not.toMatch(/LIVE_URL|ManageConnections/);
  });
});

describe('the WebSocket API', () => {
  test('chooses the route by the action of a frame', () => {
    expect(resourceNamed(service, 'AWS::ApiGatewayV2::Api', 'Viewers')).toMatchObject({
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    });
  });

  test('has routes whose frames are answered, also those of no known action', () => {
    const routes = viewersResourcesOf('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
      Properties['RouteKey'],
      Properties['RouteResponseSelectionExpression'],
    ]);
    expect(Object.fromEntries(routes)).toEqual({
      $connect: undefined,
      $disconnect: undefined,
      $default: '$default',
      subscribe: '$default',
      unsubscribe: '$default',
      ping: '$default',
    });
    expect(viewersResourcesOf('AWS::ApiGatewayV2::RouteResponse')).toHaveLength(4);
  });

  test('leads all of them to answer-viewer', () => {
    const integrations = viewersResourcesOf('AWS::ApiGatewayV2::Integration');
    expect(integrations.map(([, it]) => JSON.stringify(it.Properties['IntegrationUri']))).toEqual([
      expect.stringContaining('AnswerViewerFunction'),
    ]);
  });

  test('is throttled as the plan says, and its log holds neither a header nor an address', () => {
    const stage = resourceNamed(service, 'AWS::ApiGatewayV2::Stage', 'Viewers');
    expect(stage).toMatchObject({
      AutoDeploy: true,
      DefaultRouteSettings: {
        ThrottlingRateLimit: throttling.requestsPerSecond,
        ThrottlingBurstLimit: throttling.burstRequests,
      },
    });
    const { Format } = stage['AccessLogSettings'] as { Format: string };
    expect(Format).not.toMatch(/header|sourceIp|identity|querystring|authorizer|error\.message/i);
  });

  test('is where pages are told to connect', () => {
    const { LiveUrl } = service.findOutputs('LiveUrl');
    expect(JSON.stringify(LiveUrl?.['Value'])).toMatch(/wss:\/\/.*ViewersApi.*\/live/);
    const describeApi = resourceNamed(service, 'AWS::Lambda::Function', 'DescribeApi');
    const { Variables } = describeApi['Environment'] as { Variables: Record<string, unknown> };
    expect(Variables['LIVE_URL']).toEqual(LiveUrl?.['Value']);
  });
});

describe('broadcast', () => {
  test('takes as many batches at a time as the plan says, at once, and gives back single messages', () => {
    expect(resourceNamed(service, 'AWS::Lambda::EventSourceMapping', 'Broadcast')).toMatchObject({
      MaximumBatchingWindowInSeconds: 0,
      ScalingConfig: { MaximumConcurrency: push?.maximumConcurrency },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('may write to the connections of this stage, and to no other', () => {
    const role = JSON.stringify(resourceNamed(service, 'AWS::IAM::Role', 'Broadcast'));
    expect(role).toContain('execute-api:ManageConnections');
    expect(role).toMatch(/ViewersApi\w+"\},"\/live\/\*\/@connections\/\*"/);
  });

  test('has time to receive a message again before the queue gives it up', () => {
    expect(push?.retentionSeconds).toBeGreaterThan(2 * (push?.visibilityTimeoutSeconds ?? 0));
  });
});
