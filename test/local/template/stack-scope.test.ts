import { describe, expect, test } from 'vitest';
import { IntrinsicError } from '../../../local/template/evaluate.ts';
import { makeStackScope } from '../../../local/template/stack-scope.ts';

const scope = makeStackScope({
  stack: 'Data',
  region: 'us-east-1',
  accountId: '000000000000',
  template: {
    Parameters: {
      Shards: { Type: 'Number', Default: 2 },
      Asked: { Type: 'String' },
      Ssm: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk/version' },
    },
    Conditions: { Yes: true },
  },
  resources: new Map([['Table', { ref: 'likes', attributes: { Arn: 'arn:likes' } }]]),
  exports: new Map([['Other:Arn', 'arn:other']]),
});

describe('a name that stands for nothing is an error that names it', () => {
  test.each<[string, () => unknown]>([
    ['Ref: nothing is named Nobody', () => scope.ref('Nobody')],
    ['Ref: nothing is named Asked', () => scope.ref('Asked')],
    ['parameter Ssm is in Systems Manager', () => scope.ref('Ssm')],
    ['Fn::GetAtt: Table has no StreamArn in the local cloud', () => scope.getAtt('Table', 'StreamArn')],
    ['Fn::GetAtt: Nobody has no Arn in the local cloud', () => scope.getAtt('Nobody', 'Arn')],
    ['Fn::ImportValue: no stack exports Nothing', () => scope.importValue('Nothing')],
    ['no condition is named Maybe', () => scope.condition('Maybe')],
  ])('%s', (message, ask) => {
    expect(ask).toThrow(IntrinsicError);
    expect(ask).toThrow(message);
  });
});

test.each<[string, unknown]>([
  ['AWS::Region', 'us-east-1'],
  ['AWS::AccountId', '000000000000'],
  ['AWS::StackName', 'Data'],
  ['AWS::Partition', 'aws'],
  ['AWS::URLSuffix', 'amazonaws.com'],
  ['Table', 'likes'],
  ['Shards', 2],
])('%s', (name, value) => {
  expect(scope.ref(name)).toBe(value);
});

test('attributes come from the resources made so far, and exports come from other stacks', () => {
  expect(scope.getAtt('Table', 'Arn')).toBe('arn:likes');
  expect(scope.importValue('Other:Arn')).toBe('arn:other');
  expect(scope.condition('Yes')).toBe(true);
});
