import { expect, test } from 'vitest';
import { throttleStatements } from '../../../trials/chaos/throttle-statements.ts';

const request = (...Statements: string[]) =>
  JSON.stringify({ Statements: Statements.map((Statement) => ({ Statement })) });
const THROTTLED = { Error: { Code: 'ProvisionedThroughputExceeded', Message: 'Rate exceeded' } };

test('every other statement is carried out, and its answer stands in its place', () => {
  const { body, complete } = throttleStatements(request('a', 'b', 'c', 'd'));
  expect(JSON.parse(body ?? '')).toEqual(JSON.parse(request('b', 'd')));
  const answer = complete(JSON.stringify({ Responses: [{ Item: 'of b' }, { Item: 'of d' }] }));
  expect(JSON.parse(answer)).toEqual({
    Responses: [THROTTLED, { Item: 'of b' }, THROTTLED, { Item: 'of d' }],
  });
});

test('a single statement is throttled, and nothing is carried out', () => {
  const { body, complete } = throttleStatements(request('a'));
  expect(body).toBeUndefined();
  expect(JSON.parse(complete(undefined))).toEqual({ Responses: [THROTTLED] });
});

test('an error of the whole request stays what it is', () => {
  const { complete } = throttleStatements(request('a', 'b'));
  expect(complete('{"__type":"ValidationException"}')).toBe('{"__type":"ValidationException"}');
});
