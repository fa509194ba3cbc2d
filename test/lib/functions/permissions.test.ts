import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DENIED_KEY } from '../../../core/api/denied-key.ts';
import { functionsOf, grantedBy, isOfTheCdk, requiredBy } from './least-privilege/permissions.ts';
import { readCalls } from './least-privilege/read-calls.ts';
import { oidcContext, resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const lambdas = join(import.meta.dirname, '../../../lambdas');

/** Only a policy that sheds by the backlog asks the queue for its depth. */
const BACKLOG = 'BURST_DRAINED_PER_SECOND';
/** Only a function behind an edge reads the edge's secret. */
const EDGE = 'EDGE_SECRET_ARN';
/** Only where a widget stands before new visitors its secret is read. */
const WIDGET = 'SITE_SECRET_ARN';
const ofOwnAccount = { StringEquals: { 's3:ResourceAccount': { Ref: 'AWS::AccountId' } } };

const DENY_LIST_ONLY = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [DENIED_KEY] } };

describe.each([
  ['with visitors and a canary', { canary: 'on' }, [BACKLOG, EDGE, WIDGET]],
  ['with a widget before new visitors', { stage: 'widget' }, [BACKLOG, EDGE]],
  // The same bundle reads the visitors' key where it is told of one.
  ['with an OIDC issuer', oidcContext, ['VISITOR_KEY_SECRET_ARN', BACKLOG, EDGE, WIDGET]],
  // Nobody is told of changes there.
  [
    'for LocalStack',
    { target: 'localstack' },
    ['CONNECTIONS_TABLE', 'BROADCAST_QUEUE_URL', BACKLOG, EDGE, WIDGET],
  ],
  ['behind an edge', { edge: 'true' }, [BACKLOG, WIDGET]],
])('least privilege, %s', (_, context, unset: readonly string[]) => {
  const templates = synthesizeTemplates(context);
  const { data, service } = templates;
  const functions = functionsOf(templates);

  test.each(functions)('$name may do what its adapters call, and nothing else', async (deployed) => {
    const inBundle = await readCalls({ entryPoints: [join(lambdas, `${deployed.name}.ts`)] });
    const calls = inBundle.filter(({ variables }) => !variables.some((it) => unset.includes(it)));
    expect(grantedBy(deployed.role, templates)).toEqual(requiredBy(deployed, calls, templates));
  });

  test.each(functions)('$name has its permissions in its role, without a wildcard', ({ role }) => {
    expect(Object.keys(role.Properties).sort()).toEqual([
      'AssumeRolePolicyDocument',
      'Description',
      'Policies',
    ]);
    const policies = role.Properties['Policies'] as { PolicyDocument: { Statement: object[] } }[];
    const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(statements).not.toHaveLength(0);
    // A connection has no name before it is there, and Lambda makes up the names of the objects of the last resort.
    const texts = JSON.stringify(statements)
      .replace('/live/*/@connections/*', '')
      .replace('/aws/lambda/*', '');
    expect(texts).not.toContain('*');
    for (const { Condition, ...statement } of statements as { Condition?: object }[]) {
      // A condition narrows what is granted.
      expect([undefined, ofOwnAccount, DENY_LIST_ONLY]).toContainEqual(Condition);
      expect(Object.keys(statement).sort()).toEqual(['Action', 'Effect', 'Resource']);
      expect(statement).toHaveProperty('Effect', 'Allow');
    }
  });

  test('permissions are nowhere but in the roles, and no two functions share one', () => {
    const types = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];
    const ours = (type: string) =>
      [...resourcesOf(service, type), ...resourcesOf(data, type)].filter(([id]) => !isOfTheCdk(id));
    expect(types.flatMap(ours)).toEqual([]);
    expect(resourcesOf(data, 'AWS::IAM::Role')).toEqual([]);
    expect(ours('AWS::IAM::Role')).toHaveLength(functions.length);
  });
});

describe('least privilege', () => {
  test('with an OIDC issuer nobody may read a secret', () => {
    const { service } = synthesizeTemplates(oidcContext);
    expect(JSON.stringify(service.toJSON())).not.toContain('secretsmanager');
  });
});
