import { expect, test } from 'vitest';
import * as v from 'valibot';
import { listOf, MAX_FIELD_ERRORS } from '../../../lambdas/http/list-of.ts';

function start() {
  let checked = 0;
  const even = v.check((value: number) => {
    checked++;
    return value % 2 === 0;
  }, 'must be even');
  const length = { least: 1, most: 100, tooShort: 'too short', tooLong: 'too long' };
  const list = v.object({ list: listOf(v.pipe(v.number(), even), length) });
  const check = (sent: unknown) => {
    const result = v.safeParse(list, { list: sent }, { abortPipeEarly: true });
    const errors = (result.issues ?? []).map(({ path, message }) => [
      v.getDotPath({ path } as never),
      message,
    ]);
    return { ...result, errors };
  };
  return { check, checked: () => checked };
}

test('a list that is too long is refused before any of its items is checked', () => {
  const { check, checked } = start();
  expect(check(Array(101).fill(1)).errors).toEqual([['list', 'too long']]);
  expect(checked()).toBe(0);
});

test('a list is checked no further than the most errors that an answer lists', () => {
  const { check, checked } = start();
  expect(check(Array(100).fill(1)).errors).toHaveLength(MAX_FIELD_ERRORS);
  expect(checked()).toBe(MAX_FIELD_ERRORS);
});

test('each error names the place of its item', () => {
  const { check } = start();
  expect(check([2, 1, 4, '6']).errors).toEqual([
    ['list.1', 'must be even'],
    ['list.3', expect.stringContaining('Expected number')],
  ]);
});

test.each([
  [[], 'too short'],
  ['text', 'Invalid type: Expected Array but received "text"'],
])('a list that is %j is refused', (sent, message) => {
  expect(start().check(sent).errors).toEqual([['list', message]]);
});

test('a good list comes out as the schema of its items makes it', () => {
  expect(start().check([2, 4])).toMatchObject({ success: true, output: { list: [2, 4] } });
});
