// The control room starts and stops things on this machine, so a page of another site must not reach it.

import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { isAllowed } from '../../../../tools/start/control-room/guard.ts';

const own = {
  host: '127.0.0.1:3000',
  'x-control-room': '1',
  origin: 'http://127.0.0.1:3000',
  'sec-fetch-site': 'same-origin',
};
const requestWith = (headers: object) =>
  ({ headers: { ...own, ...headers }, socket: { localPort: 3_000 } }) as unknown as IncomingMessage;

test.each([
  ['without the header, as a form or a picture sends it', { 'x-control-room': undefined }],
  ['of a page of another origin', { origin: 'http://evil.example' }],
  ['of a page on another port of this machine', { origin: 'http://127.0.0.1:4000' }],
  [
    'of another site, in a browser that leaves out the origin',
    { origin: undefined, 'sec-fetch-site': 'cross-site' },
  ],
  ['under a name that was rebound to this machine', { host: 'evil.example:3000' }],
  ['without a host', { host: undefined }],
])('a request %s is refused', (_, headers) => {
  expect(isAllowed(requestWith(headers))).toBe(false);
});

test('its own page is answered, and so is a program that knows the header', () => {
  expect(isAllowed(requestWith({}))).toBe(true);
  expect(
    isAllowed(requestWith({ host: 'localhost:3000', origin: undefined, 'sec-fetch-site': undefined })),
  ).toBe(true);
});
