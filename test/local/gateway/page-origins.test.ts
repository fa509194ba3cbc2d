import { expect, test } from 'vitest';
import { makePageOrigins } from '../../../local/gateway/page-origins.ts';

test.each([
  ['http://127.0.0.1:3000', true],
  ['http://localhost:3000', true],
  ['http://[::1]:3000', true],
  ['https://shop.example', true],
  ['http://127.0.0.1:3001', false],
  ['https://127.0.0.1:3000', false],
  ['https://evil.example', false],
  ['null', false],
])('a page of %s: %s', (origin, allowed) => {
  const allows = makePageOrigins('http://127.0.0.1:3000', { allowOrigins: ['https://shop.example'] });
  expect(allows(origin)).toBe(allowed);
});

test('without a CORS configuration only the page of the gateway itself may', () => {
  const allows = makePageOrigins('http://127.0.0.1:3000', undefined);
  expect(allows('http://localhost:3000')).toBe(true);
  expect(allows('https://shop.example')).toBe(false);
});
