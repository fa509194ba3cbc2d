import { describe, expect, test } from 'vitest';
import { VISITOR_TOKEN_LIFETIME_MS } from '../../../lambdas/http/visitor-token.ts';
import { oidcContext, resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const SCHEDULE = 'AWS::SecretsManager::RotationSchedule';
const DAY_MS = 86_400_000;

describe('the rotation of the keys', () => {
  const { service } = synthesizeTemplates();
  const [found] = resourcesOf(service, SCHEDULE);
  const schedule = found?.[1].Properties ?? {};

  test.each([
    ['with an OIDC issuer', oidcContext],
    ['for LocalStack', { target: 'localstack' }],
    ['on request', { rotateKeys: 'false' }],
  ])('is left out %s, and so is its function', (_, context) => {
    const without = synthesizeTemplates(context).service;
    expect(resourcesOf(without, SCHEDULE)).toEqual([]);
    expect(JSON.stringify(without.toJSON())).not.toContain('rotate-keys');
  });

  test('takes longer than a token lives, so that a key which it drops has no good token left', () => {
    const { AutomaticallyAfterDays: days } = schedule['RotationRules'] as { AutomaticallyAfterDays: number };
    expect(days * DAY_MS).toBeGreaterThan(VISITOR_TOKEN_LIFETIME_MS);
  });

  test('does not begin with a deployment', () => {
    expect(schedule['RotateImmediatelyOnUpdate']).toBe(false);
  });

  test('may be asked for by Secrets Manager alone, and only for this secret', () => {
    const permissions = resourcesOf(service, 'AWS::Lambda::Permission').map(([, it]) => it.Properties);
    const ours = permissions.filter(({ Principal }) => Principal === 'secretsmanager.amazonaws.com');
    expect(ours).toHaveLength(1);
    expect(ours[0]?.['SourceArn']).toEqual(schedule['SecretId']);
  });

  test('comes after the permission to invoke the function', () => {
    const [permission = ''] = resourcesOf(service, 'AWS::Lambda::Permission')
      .filter(([, { Properties }]) => Properties['Principal'] === 'secretsmanager.amazonaws.com')
      .map(([id]) => id);
    expect(found?.[1]).toMatchObject({ DependsOn: expect.arrayContaining([permission]) as string[] });
  });
});
