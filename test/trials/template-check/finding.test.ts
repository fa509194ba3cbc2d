import { expect, test } from 'vitest';
import { type Accepted, type Finding, formatVerdict, judge } from '../../../trials/template-check/finding.ts';

const found: Finding = {
  rule: 'CKV_AWS_1',
  says: 'Ensure that it is',
  template: 'social-media Data',
  type: 'AWS::SQS::Queue',
  logicalId: 'Quarantine5D2F',
};
const accepted: Accepted = { rule: 'CKV_AWS_1', type: 'AWS::SQS::Queue', reason: 'it is not' };

test('a finding that nobody has given a reason for is unexplained', () => {
  expect(judge([found], [])).toEqual({ unexplained: [found], unused: [] });
});

test.each<[string, Partial<Accepted>]>([
  ['rule', { rule: 'CKV_AWS_2' }],
  ['type', { type: 'AWS::SQS::QueuePolicy' }],
  ['resource', { only: /^Burst/ }],
])('a reason for another %s explains nothing, and is unused', (_, other) => {
  const reason = { ...accepted, ...other };
  expect(judge([found], [reason])).toEqual({ unexplained: [found], unused: [reason] });
});

test('a reason explains the findings of its rule, its type and its resources', () => {
  expect(judge([found], [{ ...accepted, only: /^Quarantine/ }])).toEqual({ unexplained: [], unused: [] });
});

test('what is found in several templates is one line, and so is each unused reason', () => {
  const again = { ...found, template: 'broadcast Data' };
  expect(formatVerdict({ unexplained: [found, again], unused: [{ ...accepted, only: /^Burst/ }] })).toEqual([
    'CKV_AWS_1  AWS::SQS::Queue Quarantine5D2F  Ensure that it is (social-media Data, broadcast Data)',
    'CKV_AWS_1 is accepted for AWS::SQS::Queue /^Burst/, and nothing is found there',
  ]);
});
