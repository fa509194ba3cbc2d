// The burst queue and the mapping that drains it, as the plan declares them.

import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import type { ShedPolicies } from '../../../core/likes/shed-policy.ts';
import { makeLikesStacks } from '../../../lib/make-likes-stacks.ts';
import { planOf } from '../../../planner/make-plan.ts';
import type { Policies } from '../../../scenarios/scenario.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { resourcesOf } from '../synthesize-templates.ts';

function templatesOf(policies: Partial<Policies> = {}) {
  process.env['CDK_VALIDATION'] = 'false';
  const plan = planOf({ ...socialMedia, policies: { ...socialMedia.policies, ...policies } });
  const { data, service } = makeLikesStacks(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), {
    plan,
    stage: 'dev',
    target: 'aws',
    region: undefined,
    allowedOrigins: [],
    ownDomain: undefined,
    oidc: undefined,
    edge: undefined,
    rotateKeys: true,
    operations: undefined,
  });
  return { plan, data: Template.fromStack(data), service: Template.fromStack(service) };
}

type Templates = ReturnType<typeof templatesOf>;

const burstResourcesOf = ({ data, service }: Templates) =>
  [data, service].flatMap((template) =>
    Object.keys((template.toJSON() as { Resources: object }).Resources).filter((id) => /Burst/.test(id)),
  );

function acceptLikeOf({ service }: Templates) {
  const [, acceptLike] =
    resourcesOf(service, 'AWS::Lambda::Function').find(([id]) => id.startsWith('AcceptLike')) ?? [];
  const [, role] = resourcesOf(service, 'AWS::IAM::Role').find(([id]) => id.startsWith('AcceptLike')) ?? [];
  const environment = acceptLike?.Properties['Environment'] as
    | { Variables: Record<string, unknown> }
    | undefined;
  return { variables: environment?.Variables ?? {}, policy: JSON.stringify(role?.Properties['Policies']) };
}

describe('a scenario that refuses bursts', () => {
  const templates = templatesOf({ bursts: 'refuse' });

  test('has no burst queue, no DLQ and nobody who drains them', () => {
    expect(burstResourcesOf(templates)).toEqual([]);
    expect(Object.keys(templates.data.findOutputs('Burst*'))).toEqual([]);
  });

  test('tells accept-like of no queue, and lets it send to none', () => {
    const { variables, policy } = acceptLikeOf(templates);
    expect(variables).not.toHaveProperty('BURST_QUEUE_URL');
    expect(policy).not.toContain('sqs:');
  });
});

describe('a scenario that queues bursts', () => {
  const templates = templatesOf();
  const { burst } = templates.plan.capacity;
  if (!burst) throw new Error('the plan has no burst queue');
  const { data, service } = templates;

  test('lets the function take as many batches at a time as the plan says, and give back single messages', () => {
    const mappings = resourcesOf(service, 'AWS::Lambda::EventSourceMapping').map(([, it]) => it.Properties);
    const mapping = mappings.find((it) => JSON.stringify(it['EventSourceArn']).includes('Burst'));
    expect(mapping).toMatchObject({
      BatchSize: burst.batchSize,
      MaximumBatchingWindowInSeconds: burst.batchWindowSeconds,
      ScalingConfig: { MaximumConcurrency: burst.maximumConcurrency },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(JSON.stringify(mapping?.['FunctionName'])).toContain('DrainBurstFunction');
  });

  test('moves a message to the DLQ after as many receives as the plan says', () => {
    const [[, queue] = []] = resourcesOf(data, 'AWS::SQS::Queue').filter(([id]) =>
      id.startsWith('BurstQueue'),
    );
    expect(queue?.Properties).toMatchObject({
      RedrivePolicy: { maxReceiveCount: burst.maxReceiveCount },
      VisibilityTimeout: burst.visibilityTimeoutSeconds,
      MessageRetentionPeriod: burst.retentionDays * 24 * 3_600,
    });
    expect(JSON.stringify(queue?.Properties['RedrivePolicy'])).toContain('BurstDeadLetters');
  });

  test('hides a message for longer than any invocation that has it can run', () => {
    // source: Lambda guide, SQS mappings: at least six times the timeout
    const { timeoutSeconds } = templates.plan.capacity.functions.drainBurst;
    expect(burst.visibilityTimeoutSeconds).toBeGreaterThanOrEqual(
      6 * timeoutSeconds + burst.batchWindowSeconds,
    );
  });

  test('sheds nothing, and tells accept-like nothing of shedding', () => {
    const { variables, policy } = acceptLikeOf(templates);
    expect(Object.keys(variables)).not.toContain('SHED_POLICIES');
    expect(policy).not.toContain('GetQueueAttributes');
  });
});

test('with a policy that sheds by the backlog, accept-like knows it and may ask the queue for its depth', () => {
  const shedding: ShedPolicies = {
    like: { shed: 'over-capacity', share: 0.5, backlogSeconds: 60 },
    unlike: { shed: 'never' },
  };
  const { variables, policy } = acceptLikeOf(templatesOf({ shedding }));
  expect(JSON.parse(String(variables['SHED_POLICIES']))).toEqual(shedding);
  expect(Number(variables['BURST_DRAINED_PER_SECOND'])).toBeGreaterThan(0);
  expect(policy).toContain('sqs:GetQueueAttributes');
});
