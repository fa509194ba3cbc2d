import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
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

test('neither stacks nor functions write a path of their own', async () => {
  const root = new URL('../../../', import.meta.url);
  const files = ['bin', 'lib', 'lambdas', 'adapters'].flatMap((folder) =>
    globSync(`${folder}/**/*.ts`, { cwd: fileURLToPath(root) }),
  );
  expect(files.length).toBeGreaterThan(50);
  const texts = await Promise.all(
    files.map(async (file) => [file, await readFile(new URL(file, root), 'utf8')]),
  );
  expect(texts.filter(([, text]) => text?.includes('/v1/')).map(([file]) => file)).toEqual([]);
});
