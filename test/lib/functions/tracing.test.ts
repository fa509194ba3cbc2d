// X-Ray traces what a like and a read pass, on request only, and gets no more permissions than it needs.

import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { resourcesOf, synthesizeTemplates } from '../synthesize-templates.ts';

const { service: traced } = synthesizeTemplates({ tracing: 'true' });

const TRACED = ['AcceptLike', 'BatchLikes', 'DescribeApi', 'IssueVisitor', 'ReadCounts'];

const nameOf = (logicalId: string) => logicalId.replace(/(Function|Role).*$/, '');

const tracedIn = (template: Template) =>
  resourcesOf(template, 'AWS::Lambda::Function')
    .filter(([, { Properties }]) => 'TracingConfig' in Properties)
    .map(([logicalId]) => nameOf(logicalId))
    .toSorted();

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** The roles that may call X-Ray, each with the statement that lets it. */
const allowedIn = (template: Template) =>
  resourcesOf(template, 'AWS::IAM::Role').flatMap(([logicalId, { Properties }]) => {
    const policies = (Properties['Policies'] ?? []) as { PolicyDocument: { Statement: Statement[] } }[];
    return policies
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter((statement) => JSON.stringify(statement).includes('xray:'))
      .map((statement) => ({ name: nameOf(logicalId), statement }));
  });

test('nothing is traced unless the deployment says so, and no role may call X-Ray', () => {
  const { service } = synthesizeTemplates();
  expect(tracedIn(service)).toEqual([]);
  expect(allowedIn(service)).toEqual([]);
});

describe('a deployment with tracing', () => {
  test('traces the functions that answer requests and the batcher, and no other', () => {
    expect(tracedIn(traced)).toEqual(TRACED);
    for (const [, { Properties }] of resourcesOf(traced, 'AWS::Lambda::Function'))
      expect([undefined, 'Active']).toContain((Properties['TracingConfig'] as { Mode?: string })?.Mode);
  });

  test('lets those send traces, in their own role, and read none', () => {
    const allowed = allowedIn(traced);
    expect(allowed.map(({ name }) => name).toSorted()).toEqual(TRACED);
    for (const { statement } of allowed)
      expect(statement).toMatchObject({
        Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
        Resource: '*',
      });
    expect(resourcesOf(traced, 'AWS::IAM::Policy')).toEqual([]);
  });
});
