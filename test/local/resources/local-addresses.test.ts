import { expect, test } from 'vitest';
import { makeLocalAddresses } from '../../../local/resources/local-addresses.ts';

const addresses = makeLocalAddresses();
addresses.add('abc.execute-api.us-east-1.amazonaws.com', 'http://127.0.0.1:3001');

test.each([
  ['https://abc.execute-api.us-east-1.amazonaws.com/live', 'http://127.0.0.1:3001/live'],
  ['wss://abc.execute-api.us-east-1.amazonaws.com', 'ws://127.0.0.1:3001'],
  ['a wss://abc.execute-api.us-east-1.amazonaws.com, b', 'a ws://127.0.0.1:3001, b'],
])('%s becomes %s', (text, local) => {
  expect(addresses.put(text)).toBe(local);
});

test.each([
  'https://other.execute-api.us-east-1.amazonaws.com/live',
  'https://abc.execute-api.us-east-1.amazonaws.com.evil.example/',
  'https://xabc.execute-api.us-east-1.amazonaws.com',
  'abc.execute-api.us-east-1.amazonaws.com',
  'arn:aws:execute-api:us-east-1:000000000000:abc/live',
])('%s stays', (text) => {
  expect(addresses.put(text)).toBe(text);
});

test('addresses are put wherever they stand in a value, and anything else is left as it is', () => {
  const url = 'https://abc.execute-api.us-east-1.amazonaws.com';
  expect(addresses.put({ a: [url, 1, null, true], b: { c: url } })).toEqual({
    a: ['http://127.0.0.1:3001', 1, null, true],
    b: { c: 'http://127.0.0.1:3001' },
  });
});
