import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { methods, operations, routes } from '../../../core/api/routes.ts';

describe('the table of routes', () => {
  test('has no two operations with the same method and path', () => {
    const keys = operations.map((operation) => `${routes[operation].method} ${routes[operation].path}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('uses every method that it names', () => {
    const used = operations.map((operation) => routes[operation].method);
    expect(methods.filter((method) => !used.includes(method))).toEqual([]);
  });

  test('imports nothing, so that stacks may read it', async () => {
    const text = await readFile(new URL('../../../core/api/routes.ts', import.meta.url), 'utf8');
    expect(text).not.toMatch(/^import|\bimport\(|\bfrom '/m);
  });
});
