import { expect, test } from 'vitest';
import type { AssemblyStack } from '../../../local/template/read-assembly.ts';
import { findCalledResources, grants, readRoles } from '../../../trials/least-privilege/template-roles.ts';

const statement = (Resource: object) => ({ Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource });
const stacks = [
  {
    name: 'Data',
    assetDirs: new Map(),
    template: {
      Resources: { Counters1: { Type: 'AWS::DynamoDB::Table' }, Bucket1: { Type: 'AWS::S3::Bucket' } },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Counters1', 'Arn'] }, Export: { Name: 'Data:Arn' } } },
    },
  },
  {
    name: 'Service',
    assetDirs: new Map(),
    template: {
      Resources: {
        Role1: {
          Type: 'AWS::IAM::Role',
          Properties: {
            Policies: [
              {
                PolicyName: 'read-counts',
                PolicyDocument: {
                  Statement: [
                    statement({ 'Fn::ImportValue': 'Data:Arn' }),
                    statement({ 'Fn::GetAtt': ['Log1', 'Arn'] }),
                  ],
                },
              },
            ],
          },
        },
        Log1: { Type: 'AWS::Logs::LogGroup' },
      },
    },
  },
] as unknown as AssemblyStack[];

test('the resources that functions call are found, and no others', () => {
  expect(findCalledResources(stacks)).toEqual([{ type: 'AWS::DynamoDB::Table', logicalId: 'Counters1' }]);
});

test('a role grants what its policy names, also through an export of another stack', () => {
  const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/Counters1';
  const [role, ...others] = readRoles(stacks, new Map([['Counters1', arn]]));
  expect(others).toEqual([]);
  expect(role).toMatchObject({ name: 'read-counts' });
  expect(role && grants(role, 'dynamodb:GetItem', arn)).toBe(true);
  expect(role && grants(role, 'dynamodb:PutItem', arn)).toBe(false);
  expect(role && grants(role, 'dynamodb:GetItem', `${arn}2`)).toBe(false);
});
