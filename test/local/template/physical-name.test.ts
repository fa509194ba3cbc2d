import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { physicalName } from '../../../local/template/physical-name.ts';

const names = fc.stringMatching(/^[A-Za-z][A-Za-z\d-]{0,120}$/);

test('a name is the same after every start, so that state on disk is found', () => {
  expect(physicalName('likes-data', 'LikesTable')).toBe('likes-data-LikesTable-fe537e7c');
});

test('every name fits the strictest service and says what it belongs to', () => {
  fc.assert(
    fc.property(names, names, (stack, logicalId) => {
      const name = physicalName(stack, logicalId);
      expect(name).toMatch(/^[A-Za-z\d-]{1,64}$/);
      expect(name.startsWith(`${stack}-${logicalId}`.slice(0, 55))).toBe(true);
    }),
  );
});

test('two resources never share a name, however long their stacks and logical ids are', () => {
  const long = 'x'.repeat(80);
  const pairs = [
    ['a', 'b-c'],
    ['a-b', 'c'],
    [long, 'a'],
    [long, 'b'],
    [`${long}a`, 'a'],
  ] as const;
  expect(new Set(pairs.map(([stack, logicalId]) => physicalName(stack, logicalId))).size).toBe(pairs.length);
});
