// Requests of new visitors where they solve a puzzle first.

import { kidOf } from '../../adapters/secrets-manager/key-set.ts';
import type { Kind } from './kind.ts';
import { VISITOR_SECRET } from './signers.ts';

const kind = (route: string, name: string, status: number, solution?: string): Kind => ({
  route,
  name: `with a puzzle: ${name}`,
  answeredBy: 'issue-visitor',
  status,
  deployment: 'challenge',
  request: () => (solution === undefined ? {} : { headers: { authorization: `Solution ${solution}` } }),
});

/** All of it is as it should be, but the signature. */
const FORGED = [kidOf(VISITOR_SECRET), '9999999999', ...Array(3).fill('A'.repeat(22))].join('.');

export const challengeKinds: readonly Kind[] = [
  kind('POST /v1/visitors', 'no solution', 401),
  kind('POST /v1/visitors', 'malformed solution', 401, 'x'),
  kind('POST /v1/visitors', 'the longest solution', 401, 'A.'.repeat(4_096)),
  kind('POST /v1/visitors', 'forged solution', 401, FORGED),
  kind('POST /v1/challenges', 'a new one', 201),
];
