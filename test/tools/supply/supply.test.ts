import { describe, expect, test } from 'vitest';
import { readReport } from '../../../tools/supply/advisories.ts';
import { type Bill, type Component, cutBill } from '../../../tools/supply/bill-of-materials.ts';
import { countLicences, findForbidden } from '../../../tools/supply/licences.ts';
import { packagesIn, type Shipped } from '../../../tools/supply/shipped-packages.ts';

const component = (name: string, licenses: Component['licenses']): Component => ({
  'bom-ref': `${name}@1.0.0`,
  name,
  version: '1.0.0',
  ...(licenses && { licenses }),
});
const licensed = (id: string) => [{ license: { id } }];

const bill: Bill = {
  metadata: { component: { 'bom-ref': 'likes-counter@0.1.0', name: 'some-directory' } },
  components: [
    component('hono', licensed('MIT')),
    component('jose', licensed('MIT')),
    component('ws', licensed('ISC')),
  ],
  dependencies: [
    { ref: 'likes-counter@0.1.0', dependsOn: ['hono@1.0.0', 'ws@1.0.0'] },
    { ref: 'ws@1.0.0', dependsOn: [] },
    { ref: 'hono@1.0.0', dependsOn: ['jose@1.0.0', 'ws@1.0.0'] },
  ],
};
const shippedIs = (...names: string[]): Shipped =>
  new Map(names.map((name) => [`node_modules/${name}`, `${name}@1.0.0`]));

describe('the bill of materials', () => {
  test('of a shipped package that npm does not list is an error', () => {
    const message = "npm's bill of materials does not list other@1.0.0";
    expect(() => cutBill(bill, shippedIs('hono', 'other'))).toThrow(message);
  });

  test('lists what is shipped, and nothing else', () => {
    const cut = cutBill(bill, shippedIs('hono', 'jose'));
    expect(cut.metadata.component.name).toBe('likes-counter');
    expect(cut.components.map(({ name }) => name)).toEqual(['hono', 'jose']);
    expect(cut.dependencies).toEqual([
      { ref: 'likes-counter@0.1.0', dependsOn: ['hono@1.0.0'] },
      { ref: 'hono@1.0.0', dependsOn: ['jose@1.0.0'] },
    ]);
  });
});

describe('a licence', () => {
  test.each([
    [licensed('GPL-3.0-only'), 'GPL-3.0-only'],
    [[{ expression: 'MIT AND GPL-3.0-only' }], 'MIT AND GPL-3.0-only'],
    [[...licensed('MIT'), ...licensed('AGPL-3.0-only')], 'MIT AND AGPL-3.0-only'],
    [[{ license: { name: 'SEE LICENSE IN LICENSE.md' } }], 'SEE LICENSE IN LICENSE.md'],
    [undefined, 'none'],
  ])('that is not on the list is told: %j', (licenses, says) => {
    expect(findForbidden({ ...bill, components: [component('bad', licenses)] })).toEqual([
      `bad@1.0.0: its licence is ${says}`,
    ]);
  });

  test('that is on the list is not, and the licences are counted', () => {
    expect(findForbidden(bill)).toEqual([]);
    expect(countLicences(bill)).toEqual([
      ['MIT', 2],
      ['ISC', 1],
    ]);
  });
});

describe('the report of advisories', () => {
  test.each([
    ['', 'npm audit has no report'],
    ['{"message":"404 Not Found","method":"POST"}', '404 Not Found'],
    ['{"error":{"summary":"the endpoint is gone"}}', 'the endpoint is gone'],
  ])('that the registry does not give is no good news: %s', (text, reason) => {
    expect(readReport(text)).toEqual({ answered: false, reason });
  });

  test('names each advisory at each place of its package, and once only', () => {
    const via = [{ title: 'Bad', url: 'https://example.com/1' }, 'other'];
    const vulnerabilities = { hono: { severity: 'high', nodes: ['node_modules/hono'], via } };
    expect(readReport(JSON.stringify({ vulnerabilities }))).toEqual({
      answered: true,
      advisories: [{ dir: 'node_modules/hono', severity: 'high', says: 'Bad (https://example.com/1)' }],
    });
  });
});

test('a file belongs to the innermost package that it is in', () => {
  expect([
    ...packagesIn([
      'lambdas/accept-like.ts',
      'node_modules/hono/dist/index.js',
      'node_modules/@aws-sdk/core/dist/index.js',
      'node_modules/@aws-sdk/core/node_modules/tslib/tslib.es6.mjs',
    ]),
  ]).toEqual([
    'node_modules/hono',
    'node_modules/@aws-sdk/core',
    'node_modules/@aws-sdk/core/node_modules/tslib',
  ]);
});
