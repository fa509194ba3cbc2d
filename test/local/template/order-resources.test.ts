import { expect, test } from 'vitest';
import { CircularDependencyError, orderResources } from '../../../local/template/order-resources.ts';
import type { JsonObject, TemplateResource } from '../../../local/template/template.ts';

const resource = (properties: JsonObject = {}, more: Partial<TemplateResource> = {}): TemplateResource => ({
  Type: 'Test',
  Properties: properties,
  ...more,
});

test('resources that wait for each other are an error that shows the circle', () => {
  const Resources = {
    A: resource({ x: { Ref: 'B' } }),
    B: resource({ x: { 'Fn::GetAtt': ['C', 'Arn'] } }),
    C: resource({}, { DependsOn: 'A' }),
  };
  expect(() => orderResources({ Resources })).toThrow(CircularDependencyError);
  expect(() => orderResources({ Resources })).toThrow('A -> B -> C -> A');
  expect(() => orderResources({ Resources: { A: resource({ x: { Ref: 'A' } }) } })).toThrow('A -> A');
});

test('a resource comes after every resource that it names, at any depth, or depends on', () => {
  const Resources = {
    Deep: resource({ list: [{ inner: [{ Ref: 'Leaf1' }] }] }),
    Att: resource({ x: { 'Fn::GetAtt': 'Leaf2.Arn' } }),
    Sub: resource({ x: { 'Fn::Sub': 'arn:${AWS::Region}:${Leaf3}/${Leaf4.Arn}/${!Not}' } }),
    SubList: resource({ x: { 'Fn::Sub': ['${A}${Leaf5}', { A: { Ref: 'Leaf6' } }] } }),
    Depends: resource({}, { DependsOn: ['Deep', 'Att'] }),
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`Leaf${n}`, resource()])),
  };
  const order = orderResources({ Resources });
  expect(order.toSorted()).toEqual(Object.keys(Resources).toSorted());
  const before = (one: string, other: string) => order.indexOf(one) < order.indexOf(other);
  for (const [leaf, user] of [
    ['Leaf1', 'Deep'],
    ['Leaf2', 'Att'],
    ['Leaf3', 'Sub'],
    ['Leaf4', 'Sub'],
    ['Leaf5', 'SubList'],
    ['Leaf6', 'SubList'],
    ['Deep', 'Depends'],
    ['Att', 'Depends'],
  ] as const)
    expect([leaf, user, before(leaf, user)]).toEqual([leaf, user, true]);
});

test('resources that name no other keep the order of the template', () => {
  expect(orderResources({ Resources: { B: resource(), A: resource({ x: { Ref: 'Parameter' } }) } })).toEqual([
    'B',
    'A',
  ]);
  expect(orderResources({})).toEqual([]);
});
