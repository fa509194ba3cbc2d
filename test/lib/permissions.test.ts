import { describe, expect, it } from 'vitest';
import { oidcContext, type Resource, resourcesOf, synthesizeTemplates } from './synthesize-templates.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const { data, service } = synthesizeTemplates();
const roles = resourcesOf(service, 'AWS::IAM::Role');

const statementsOf = (role: Resource) =>
  (role.Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
    (policy) => policy.PolicyDocument.Statement,
  );

/** Which of the data stack's resources a statement names; the name of an export holds the logical id. */
const namesOf = (resource: unknown) =>
  [resource]
    .flat()
    .map(
      (it) =>
        /(LikeEvents|Counters|Likes|Quarantine|VisitorKey|Log)[0-9A-F]{8}/.exec(JSON.stringify(it))?.[1],
    );

/** The actions of a function's role with their resources, besides those of its log. */
function permissionsOf(functionName: string) {
  const role = roles.find(([, it]) => it.Properties['Description'] === `Role of ${functionName}`)?.[1];
  if (!role) throw new Error(`no role of ${functionName}`);
  return Object.fromEntries(
    statementsOf(role)
      .flatMap(({ Action, Resource }) =>
        [Action].flat().map((action) => [action, namesOf(Resource)] as const),
      )
      .filter(([action]) => !action.startsWith('logs:')),
  );
}

describe.each(roles)('%s', (logicalId, role) => {
  it('names no wildcard action or resource', () => {
    const statements = statementsOf(role).map(({ Action, Resource }) => ({ Action, Resource }));
    expect(statements).not.toHaveLength(0);
    expect(JSON.stringify(statements)).not.toContain('*');
  });

  it('has its own permissions and no managed policy', () => {
    const properties = Object.keys(role.Properties).sort();
    expect(properties).toEqual(['AssumeRolePolicyDocument', 'Description', 'Policies']);
  });

  it('may write to the log group of its function and to no other', () => {
    const log = statementsOf(role).filter((it) => JSON.stringify(it.Action).includes('logs:'));
    expect(log.map((it) => it.Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
    const ownLog = logicalId.replace(/Role[0-9A-F]{8}$/, 'Log');
    expect(JSON.stringify(log[0]?.Resource)).toContain(`"${ownLog}`);
  });
});

describe('least privilege', () => {
  it('permissions are nowhere but in the roles', () => {
    const types = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];
    expect(types.flatMap((type) => [...resourcesOf(service, type), ...resourcesOf(data, type)])).toEqual([]);
    expect(resourcesOf(data, 'AWS::IAM::Role')).toEqual([]);
  });

  it('accept-like may put a record on the stream and read the visitor key', () => {
    expect(permissionsOf('accept-like')).toEqual({
      'kinesis:PutRecord': ['LikeEvents'],
      'secretsmanager:GetSecretValue': ['VisitorKey'],
    });
  });

  it('batch-likes may read the stream, get and update items of both tables, and send to the quarantine', () => {
    expect(permissionsOf('batch-likes')).toEqual({
      'kinesis:DescribeStream': ['LikeEvents'],
      'kinesis:DescribeStreamSummary': ['LikeEvents'],
      'kinesis:GetRecords': ['LikeEvents'],
      'kinesis:GetShardIterator': ['LikeEvents'],
      'kinesis:ListShards': ['LikeEvents'],
      'dynamodb:GetItem': ['Counters', 'Likes'],
      'dynamodb:UpdateItem': ['Counters', 'Likes'],
      'sqs:SendMessage': ['Quarantine'],
    });
  });

  it('read-counts may get items of both tables in batches and read the visitor key', () => {
    expect(permissionsOf('read-counts')).toEqual({
      'dynamodb:BatchGetItem': ['Counters', 'Likes'],
      'secretsmanager:GetSecretValue': ['VisitorKey'],
    });
  });

  it('issue-visitor may read the visitor key, and describe-api may do nothing', () => {
    expect(permissionsOf('issue-visitor')).toEqual({ 'secretsmanager:GetSecretValue': ['VisitorKey'] });
    expect(permissionsOf('describe-api')).toEqual({});
  });

  it('with an OIDC issuer nobody may read a secret', () => {
    const { service } = synthesizeTemplates(oidcContext);
    expect(JSON.stringify(service.toJSON())).not.toContain('secretsmanager');
  });
});
