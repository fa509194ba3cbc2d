import { expect, test } from 'vitest';
import { expectJson, SurpriseError } from '../../../core/smoke/run-step.ts';

const cameOf = (status: number, text: string): string => {
  try {
    expectJson({ status, text }, 201, 'token', 'nowhere');
  } catch (error) {
    if (error instanceof SurpriseError) return error.surprise.came;
    throw error;
  }
  return 'what was expected';
};

test.each([
  [201, '{"token":"secret"}', 'what was expected'],
  [200, '{"token":"secret"}', '200 with "token"'],
  [201, '{"title":"none"}', '201 {"title":"none"}'],
  [404, 'no\n json', '404 no json'],
  [500, '', '500'],
])('%i with %s says what came, and never a token', (status, text, came) => {
  expect(cameOf(status, text)).toBe(came);
});
