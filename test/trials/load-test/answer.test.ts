import { expect, test } from 'vitest';
import { fateOf } from '../../../trials/load-test/answer.ts';

const answer = (status: number, body: object) => ({ status, text: JSON.stringify(body) });

test.each([
  [answer(202, { state: 'accepted' }), 'accepted'],
  [answer(202, { state: 'queued' }), 'queued'],
  [answer(202, { state: 'shed' }), 'shed'],
  [answer(429, { message: 'Too Many Requests' }), 'refused'],
  [answer(503, { detail: 'More likes arrive than the system can take in. Try again.' }), 'refused'],
])('%j is %s', (given, fate) => {
  expect(fateOf(given)).toBe(fate);
});

test.each([
  undefined,
  answer(503, { detail: 'A part of the system does not answer in time. Try again.' }),
  answer(503, { message: 'Service Unavailable' }),
  answer(500, {}),
  answer(404, {}),
])('%j tells nothing, because the like may have been stored', (given) => {
  expect(fateOf(given)).toBe('unknown');
});
