import { describe, expect, test } from 'vitest';
import { evaluate, IntrinsicError, type Scope } from '../../../local/template/evaluate.ts';
import type { Json } from '../../../local/template/template.ts';

const REFS: Record<string, Json> = { Table: 'likes', 'AWS::Region': 'us-east-1', Zones: ['a', 'b'] };
const CONDITIONS: Record<string, Json> = {
  Yes: { 'Fn::Equals': [{ Ref: 'Table' }, 'likes'] },
  No: { 'Fn::Not': [{ Condition: 'Yes' }] },
};

const orThrow = (value: Json | undefined, what: string): Json => {
  if (value === undefined) throw new IntrinsicError(`nothing is named ${what}`);
  return value;
};
const scope: Scope = {
  ref: (name) => orThrow(REFS[name], name),
  getAtt: (logicalId, attribute) =>
    attribute ? `${logicalId}'s ${attribute}` : orThrow(undefined, logicalId),
  importValue: (exportName) => `import of ${exportName}`,
  condition: (name) => orThrow(CONDITIONS[name], name),
};
const NO_VALUE = { Ref: 'AWS::NoValue' };

describe('a value that cannot be evaluated is an error that names it', () => {
  test.each<[Json, string]>([
    [{ 'Fn::FindInMap': ['Map', 'a', 'b'] }, 'Fn::FindInMap is not supported'],
    [{ 'Fn::Cidr': ['10.0.0.0/16', 2] }, 'Fn::Cidr is not supported'],
    [{ Ref: 'Nobody' }, 'Nobody'],
    [{ Ref: ['Table'] }, 'Ref: expected a string, found ["Table"]'],
    [{ 'Fn::GetAtt': 'Table' }, 'Table'],
    [{ 'Fn::Join': ['-'] }, 'Fn::Join: expected two values'],
    [{ 'Fn::Join': ['-', 'ab'] }, 'Fn::Join: expected a list, found "ab"'],
    [{ 'Fn::Join': ['-', ['a', { a: 'b' }]] }, 'Fn::Join: expected a string, found {"a":"b"}'],
    [{ 'Fn::Select': [2, ['a', 'b']] }, 'Fn::Select: the list has no element 2'],
    [{ 'Fn::Select': ['x', ['a', 'b']] }, 'Fn::Select: the list has no element "x"'],
    [{ 'Fn::Split': [',', ['a']] }, 'Fn::Split: expected a string, found ["a"]'],
    [{ 'Fn::Sub': '${Nobody}' }, 'Nobody'],
    [{ 'Fn::Sub': ['${A}', 'A'] }, 'Fn::Sub: the variables are not an object'],
    [{ 'Fn::If': ['Yes', 'a'] }, 'Fn::If: expected a condition and two values'],
    [{ 'Fn::If': ['Maybe', 'a', 'b'] }, 'Maybe'],
    [{ 'Fn::Not': ['a'] }, 'Fn::Not: "a" is not a condition'],
    [{ 'Fn::Not': [] }, 'Fn::Not: null is not a condition'],
  ])('%j', (value, message) => {
    expect(() => evaluate(value, scope)).toThrow(IntrinsicError);
    expect(() => evaluate(value, scope)).toThrow(message);
    expect(() => evaluate({ Deep: [{ Inside: value }] }, scope)).toThrow(message);
  });
});

test.each<[string, Json, Json]>([
  ['a plain value', { a: [1, null, 'x', true], b: { c: 2 } }, { a: [1, null, 'x', true], b: { c: 2 } }],
  ['Ref', { Name: { Ref: 'Table' } }, { Name: 'likes' }],
  ['Ref of a list', { Ref: 'Zones' }, ['a', 'b']],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }, "Table's Arn"],
  ['Fn::GetAtt, short and nested', { 'Fn::GetAtt': 'Stack.Outputs.Url' }, "Stack's Outputs.Url"],
  ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Table}-arn' } }, 'import of likes-arn'],
  ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'Table' }, 7, true]] }, 'a/likes/7/true'],
  ['Fn::Join of a list', { 'Fn::Join': ['', { Ref: 'Zones' }] }, 'ab'],
  ['Fn::Split', { 'Fn::Split': [':', 'a:b'] }, ['a', 'b']],
  ['Fn::Select of a Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b'] }] }, 'b'],
  [
    'Fn::Sub',
    { 'Fn::Sub': '${Table}.${AWS::Region}/${Table.Arn}/${!Table}' },
    "likes.us-east-1/Table's Arn/${Table}",
  ],
  [
    'Fn::Sub with variables',
    { 'Fn::Sub': ['${A}-${Table}', { A: { Ref: 'AWS::Region' } }] },
    'us-east-1-likes',
  ],
  ['Fn::If', [{ 'Fn::If': ['Yes', 'a', 'b'] }, { 'Fn::If': ['No', 'a', { Ref: 'Table' }] }], ['a', 'likes']],
  ['Fn::And', { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
  ['Fn::Or', { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Yes' }] }, true],
  ['an object of which only a part is named like a function', { Ref: 'Table', B: 1 }, { Ref: 'Table', B: 1 }],
])('%s', (_, value, result) => {
  expect(evaluate(value, scope)).toEqual(result);
});

test('AWS::NoValue removes its property or element, even when a condition chose it', () => {
  const absent = { 'Fn::If': ['No', 'x', NO_VALUE] };
  const nested = { 'Fn::If': ['Yes', absent, 'x'] };
  expect(evaluate({ a: NO_VALUE, b: absent, c: nested, d: [1, NO_VALUE, absent, 2] }, scope)).toEqual({
    d: [1, 2],
  });
});

test('the branch that a condition does not choose is not evaluated', () => {
  expect(evaluate({ 'Fn::If': ['Yes', 'a', { Ref: 'Nobody' }] }, scope)).toBe('a');
});
