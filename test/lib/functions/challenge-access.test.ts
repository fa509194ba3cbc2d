import type { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:likes/turnstile-a1B2c3';

function issueVisitorIn(template: Template) {
  const own = (type: string) => resourcesOf(template, type).find(([id]) => id.startsWith('IssueVisitor'))!;
  const [, { Properties }] = own('AWS::Lambda::Function');
  const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
  return { variables: Variables, role: JSON.stringify(own('AWS::IAM::Role')) };
}

test('without a challenge the function is told of none', () => {
  const { variables } = issueVisitorIn(synthesizeTemplates().service);
  expect(Object.keys(variables).filter((name) => /CHALLENGE|SITE/.test(name))).toEqual([]);
});

test('a proof of work needs no secret and no permission of its own', () => {
  const { variables, role } = issueVisitorIn(synthesizeTemplates({ challenge: 'proof-of-work' }).service);
  expect(variables).toMatchObject({ CHALLENGE: 'proof-of-work' });
  expect(role).toBe(issueVisitorIn(synthesizeTemplates().service).role);
});

test('with a widget the function may read its secret, which is in no template', () => {
  const { service } = synthesizeTemplates({ stage: 'widget' });
  const { variables, role } = issueVisitorIn(service);
  expect(variables).toMatchObject({
    CHALLENGE: 'turnstile',
    SITE_KEY: '0x4AAAAAAAexample',
    SITE_SECRET_ARN: SECRET_ARN,
    SITEVERIFY_URL: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
  });
  expect(role).toContain(
    `"Action":"secretsmanager:GetSecretValue","Effect":"Allow","Resource":["${SECRET_ARN}"`,
  );
  const others = resourcesOf(service, 'AWS::IAM::Role').filter(([id]) => !id.startsWith('IssueVisitor'));
  expect(JSON.stringify(others)).not.toContain(SECRET_ARN);
});
