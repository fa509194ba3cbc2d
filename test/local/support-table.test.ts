import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resourceTypes } from '../../local/resources/resource-types.ts';
import { makeSupportTable, putSupportTable } from '../../local/support-table.ts';

const README = join(import.meta.dirname, '..', '..', 'local', 'README.md');

test('local/README.md lists the resource types and properties that the local cloud supports', () => {
  const readme = readFileSync(README, 'utf8');
  expect(
    putSupportTable(readme, makeSupportTable(resourceTypes)),
    'the table in local/README.md is out of date: run `node local/write-support-table.ts`',
  ).toBe(readme);
});

test('a row holds what a type acts on, and what it takes without effect under each reason', () => {
  const rules = {
    actedOn: ['Name', 'Size.Width'],
    noEffect: { Color: 'nobody looks', Tags: 'nobody reads', Weight: 'nobody looks' },
  };
  const types = new Map([
    ['AWS::Some::Thing', { rules }],
    ['AWS::Some::Other', { rules: { actedOn: [], noEffect: {} } }],
  ]);
  expect(makeSupportTable(types).split('\n').slice(2)).toEqual([
    '| AWS::Some::Thing | `Name`, `Size.Width` | `Color`, `Weight`: nobody looks; `Tags`: nobody reads |',
    '| AWS::Some::Other |  |  |',
  ]);
});

test('a document without a place for the table is refused', () => {
  expect(() => putSupportTable('# The local cloud', '')).toThrow('the document must hold');
});
