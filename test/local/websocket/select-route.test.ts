import { expect, test } from 'vitest';
import { makeSelectRoute } from '../../../local/websocket/select-route.ts';

test.each(['$request.body.action', '${request.body.action}'])(
  '%s selects the route that a message names',
  (expression) => {
    const select = makeSelectRoute(expression);
    expect(select('{"action":"a b"}')).toBe('a b');
    expect(select('{"action":7}')).toBe('7');
    expect(select('{"action":{}}')).toBeUndefined();
    expect(select('{"__proto__":{"action":"x"}}')).toBeUndefined();
    expect(select('[]')).toBeUndefined();
  },
);

test('a path leads into a message', () => {
  expect(makeSelectRoute('$request.body.a.b-c')('{"a":{"b-c":"x"}}')).toBe('x');
});

test.each([
  '',
  '$request.header.x',
  '$request.body.',
  '$request.body.a..b',
  '${request.body.a}/${request.body.b}',
  '$default',
])('the expression %j is refused', (expression) => {
  expect(() => makeSelectRoute(expression)).toThrow('is not supported by the local cloud');
});
